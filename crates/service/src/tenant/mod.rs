//! Tenants: companies as programs of the hotglue shape know them, by a name of their own.

mod replace_metadata;

pub use replace_metadata::replace_metadata;
pub(crate) use replace_metadata::with_metadata;
