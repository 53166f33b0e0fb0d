//! The filters of a list as setters of a job that works on what is listed.

use super::document::Operation;
use heck::ToSnakeCase;
use quote::format_ident;
use syn::{ImplItem, ImplItemFn, Item, ItemImpl, parse_quote};

/// What stands beside the builder of a list whose filters a job takes as well. The job's
/// type holds the builder as `list`.
pub(crate) fn of_job(operation: &Operation, builder: &ItemImpl) -> Result<Option<Item>, String> {
    let Some((job, fixed)) = &operation.filters_of else { return Ok(None) };
    if !operation.parameters.iter().any(|parameter| parameter.name == *fixed) {
        return Err(format!("{}: x-filters-also-of: there is no {fixed}", operation.id));
    }
    let taken: Vec<_> = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_selector() && parameter.name != *fixed)
        .collect();
    let setters = builder.items.iter().filter_map(|item| {
        let ImplItem::Fn(setter) = item else { return None };
        taken.iter().any(|parameter| setter.sig.ident == parameter.ident).then(|| {
            let (attrs, sig, name) = (&setter.attrs, &setter.sig, &setter.sig.ident);
            let setter: ImplItemFn = parse_quote! {
                #(#attrs)*
                pub #sig {
                    self.list = self.list.#name(value);
                    self
                }
            };
            setter
        })
    });
    let names = taken.iter().map(|parameter| &parameter.ident);
    let values = taken.iter().map(|parameter| format_ident!("{}", parameter.ident));
    let fields: Vec<_> =
        operation.parameters.iter().map(|p| format_ident!("{}", p.ident)).collect();
    let (id, job) = (job.to_snake_case(), format_ident!("{job}"));
    let list = format_ident!("{}", operation.builder);
    Ok(Some(parse_quote! {
        impl<'a> crate::#job<'a> {
            #(#setters)*

            /// Refuses a filter that would filter nothing: the job would act on everything.
            pub(crate) fn check_filters(&self) -> Result<(), Error<()>> {
                crate::guard::filled(#id, &[#((#names, &self.list.#values)),*]).map(drop)
            }

            /// The list, asked for by another client.
            pub(crate) fn list_of<'b>(&self, client: &'b super::Client) -> #list<'b> {
                let #list { client: _, #(#fields),* } = self.list.clone();
                #list { client, #(#fields),* }
            }
        }
    }))
}
