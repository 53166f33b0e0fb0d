//! Editing generated code as the run of tokens that it is.

use super::document::Operation;
use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use quote::ToTokens;

/// `item` with every run of tokens `from` replaced by `to`. The generator is
/// pinned, so a run that is not there is a mistake here and not to be passed over.
pub(crate) fn edit<T: ToTokens + syn::parse::Parse>(
    item: &T,
    from: &TokenStream,
    to: &TokenStream,
    operation: &Operation,
) -> Result<T, String> {
    let pattern: Vec<TokenTree> = from.clone().into_iter().collect();
    let mut found = false;
    let tokens = replace(item.to_token_stream(), &pattern, to, &mut found);
    if !found {
        return Err(format!("{}: the generated code has no `{from}`", operation.id));
    }
    syn::parse2(tokens).map_err(|e| format!("{}: replacing `{from}`: {e}", operation.id))
}

fn replace(
    tokens: TokenStream,
    from: &[TokenTree],
    to: &TokenStream,
    found: &mut bool,
) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut out = TokenStream::new();
    let mut rest = tokens.as_slice();
    while let [first, tail @ ..] = rest {
        if rest.len() >= from.len() && rest.iter().zip(from).all(|(a, b)| same(a, b)) {
            *found = true;
            out.extend(to.clone());
            rest = &rest[from.len()..];
            continue;
        }
        out.extend([match first {
            TokenTree::Group(group) => {
                let inner = replace(group.stream(), from, to, found);
                let mut inner = Group::new(group.delimiter(), inner);
                inner.set_span(group.span());
                TokenTree::Group(inner)
            }
            other => other.clone(),
        }]);
        rest = tail;
    }
    out
}

/// The generator's texts for a setter's mistake, in words for whoever made it.
pub(crate) fn reword(tokens: TokenStream) -> TokenStream {
    let tree = |tree| match tree {
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), reword(group.stream()));
            inner.set_span(group.span());
            inner.into()
        }
        TokenTree::Literal(literal) => {
            let text = syn::parse_str::<syn::LitStr>(&literal.to_string());
            text.ok().and_then(|text| plain_words(&text.value())).unwrap_or(literal).into()
        }
        other => other,
    };
    tokens.into_iter().map(tree).collect()
}

fn plain_words(text: &str) -> Option<Literal> {
    let missing = text.strip_suffix(" was not initialized");
    let missing = missing.map(|name| format!("{name} is missing: set it with .{name}(…)"));
    let unfit = || {
        let rest = text.strip_prefix("conversion to `")?.strip_suffix(" failed")?;
        let (taken, name) = rest.split_once("` for ")?;
        let taken = taken.replace(' ', "").replace("::std::string::", "").replace("crate::", "");
        Some(format!("{name} does not take this value: it has to turn into `{taken}`"))
    };
    missing.or_else(unfit).map(|text| Literal::string(&text))
}

fn same(a: &TokenTree, b: &TokenTree) -> bool {
    match (a, b) {
        (TokenTree::Group(a), TokenTree::Group(b)) => {
            let (left, right): (Vec<_>, Vec<_>) =
                (a.stream().into_iter().collect(), b.stream().into_iter().collect());
            a.delimiter() == b.delimiter()
                && left.len() == right.len()
                && left.iter().zip(&right).all(|(a, b)| same(a, b))
        }
        (TokenTree::Ident(a), TokenTree::Ident(b)) => a == b,
        (TokenTree::Punct(a), TokenTree::Punct(b)) => a.as_char() == b.as_char(),
        (TokenTree::Literal(a), TokenTree::Literal(b)) => a.to_string() == b.to_string(),
        _ => false,
    }
}
