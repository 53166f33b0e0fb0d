//! Reading documents, and finding one's way in them.

pub(crate) mod lenient;
pub(crate) mod lines;
pub(crate) mod pointer;
pub(crate) mod read;
pub(crate) mod source;
