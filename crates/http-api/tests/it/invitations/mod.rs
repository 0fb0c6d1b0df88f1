mod create_contributor;
mod create_reconnect;
mod get;
mod list;
mod revoke;
