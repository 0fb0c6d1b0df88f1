mod bulk;
mod create_contributor;
mod create_reconnect;
mod extend;
mod get;
mod list;
mod resend;
mod revoke;
mod search;

pub(crate) use bulk::work;
