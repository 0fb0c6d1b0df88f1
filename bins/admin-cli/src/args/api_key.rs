use std::time::Duration;

use clap::{ArgGroup, Args, Subcommand};
use latchstring_domain::api_key::Scope;
use latchstring_domain::id::ApiKeyId;
use latchstring_domain::text::ApiKeyName;

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum ApiKeyCommand {
    /// Make a key and show its text, this once
    Create(NewApiKey),
    /// List the keys of the workspace, oldest first, revoked ones among them
    List,
    /// Make a key that takes the place of another and show its text, this once
    Rotate {
        /// The id of the key before, as listed; not its text
        id: ApiKeyId,
        /// For how long the key before lets in as well, at most 7d; 0s where it is known to others
        #[arg(long, value_name = "SPAN", default_value = "1d", value_parser = values::span)]
        overlap: Duration,
    },
    /// Revoke a key; revoking it again changes nothing
    Revoke {
        /// Its id, as listed; not its text
        id: ApiKeyId,
    },
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("rights").required(true).args(["scope", "all_scopes"]))]
pub(crate) struct NewApiKey {
    /// Its name, 1 to 100 characters
    #[arg(value_parser = ApiKeyName::parse)]
    pub(crate) name: ApiKeyName,
    /// What it may do; may be repeated
    #[arg(long, value_parser = values::scope())]
    pub(crate) scope: Vec<Scope>,
    /// It may do everything, reading the credentials of connections included
    #[arg(long)]
    pub(crate) all_scopes: bool,
    /// When it stops working, from now, such as 36h or 90d [default: never]
    #[arg(long, value_name = "SPAN", value_parser = values::span)]
    pub(crate) expires_in: Option<Duration>,
}
