//! The filters of a list as setters of a job that works on what is listed.

use super::docs;
use super::document::Operation;
use quote::format_ident;
use syn::{ImplItemFn, Item, Type, parse_quote};

/// The setters of the job that takes the filters of this list. The job's type holds the
/// list's builder as `list`.
pub(crate) fn of_job(
    operation: &Operation,
    fields: &[(&str, &Type)],
) -> Result<Option<Item>, String> {
    let Some((job, fixed)) = &operation.filters_of else { return Ok(None) };
    if !operation.parameters.iter().any(|parameter| parameter.name == *fixed) {
        return Err(format!("{}: x-filters-also-of: there is no {fixed}", operation.id));
    }
    let is_taken = |name: &&str| {
        let mut parameters = operation.parameters.iter();
        let parameter = parameters.find(|parameter| parameter.ident == *name);
        parameter.is_some_and(|parameter| parameter.is_selector() && parameter.name != *fixed)
    };
    let taken: Vec<_> = fields.iter().filter(|(name, _)| is_taken(name)).collect();
    let setters = taken.iter().map(|(name, ty)| -> ImplItemFn {
        let (doc, name) = (docs::setter(operation, name), format_ident!("{name}"));
        parse_quote! {
            #doc
            pub fn #name(mut self, value: impl TryInto<#ty>) -> Self {
                self.list = self.list.#name(value);
                self
            }
        }
    });
    let names = taken.iter().map(|(name, _)| name);
    let values = taken.iter().map(|(name, _)| format_ident!("{name}"));
    let (job, list) = (format_ident!("{job}"), format_ident!("{}", operation.builder));
    Ok(Some(parse_quote! {
        impl<'a> crate::#job<'a> {
            #(#setters)*

            /// Refuses a filter without a value: the job would act on everything.
            pub(crate) fn check_filters(&self) -> Result<(), String> {
                #(if let Ok(Some(filter)) = &self.list.#values {
                    crate::transport::validate::selects(#names, filter)?;
                })*
                Ok(())
            }

            /// The list, requested by another client.
            pub(crate) fn list_of<'b>(&self, client: &'b Client) -> #list<'b>
            where
                'a: 'b,
            {
                #list { client, ..self.list.clone() }
            }
        }
    }))
}
