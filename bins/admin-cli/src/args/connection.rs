use std::num::NonZeroUsize;

use clap::{Args, Subcommand};
use latchstring_domain::connection::ConnectionStatus;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::id::{CompanyId, ConnectionId};

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum ConnectionCommand {
    /// List the connections of the workspace, newest first
    List(ConnectionFilter),
    /// Show one connection with everything that happened to it; its password is never shown
    Show {
        /// Its id
        id: ConnectionId,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ConnectionFilter {
    /// Only those of this company
    #[arg(long, value_name = "ID")]
    pub(crate) company: Option<CompanyId>,
    /// Only those that stand there
    #[arg(long, value_parser = values::connection_status())]
    pub(crate) status: Option<ConnectionStatus>,
    /// Only those of this owner
    #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    pub(crate) owner_email: Option<EmailAddress>,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "100")]
    pub(crate) limit: NonZeroUsize,
    /// Only those after this one in the list, to go on from where an earlier list ended
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<ConnectionId>,
}
