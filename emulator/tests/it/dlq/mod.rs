//! The dead letter queue, and the failure callbacks of its entries.

mod callbacks;
mod deleting;
mod delivered_request;
mod listing;
