use std::num::NonZeroUsize;
use std::time::Duration;

use clap::{ArgGroup, Args, Subcommand};
use latchstring_domain::Timestamp;
use latchstring_domain::company::PublicCompanyId;
use latchstring_domain::id::{CompanyId, ConnectionId, MagicLinkId};
use secrecy::SecretString;

use super::invitation::{PREFILL, PrefillArguments};
use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum MagicLinkCommand {
    /// Mint a link and show it, this once
    ///
    /// With --company it asks for a new connection, with --connection for the repair of one. An invitation does more:
    /// it can be gated, counts its uses, tells its story and shows its link again.
    Create(Box<NewMagicLink>),
    /// List the links of a company, newest first; their secrets are not in the list
    List(MagicLinkFilter),
    /// Say what a secret holds, and what becomes of somebody who opens it now
    ///
    /// For support: a recipient is never told why a link opens nothing. Looking changes nothing.
    Inspect(InspectedSecret),
    /// Revoke a link: once this has ended, it opens nothing; revoking it again changes nothing
    Revoke {
        /// Its id
        id: MagicLinkId,
    },
    /// Kill all links of a company that were minted before a time, those among them that are in no list
    CutOff {
        /// The company
        #[arg(long, value_name = "ID")]
        company: CompanyId,
        /// The time, such as 2026-05-31T09:30:00Z [default: now]
        #[arg(long, value_name = "TIME", value_parser = values::time)]
        before: Option<Timestamp>,
    },
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("purpose").required(true).args(["company", "connection"]))]
pub(crate) struct NewMagicLink {
    /// Ask for a new connection of this company
    #[arg(long, value_name = "ID")]
    pub(crate) company: Option<CompanyId>,
    /// Ask for the repair of this connection
    #[arg(long, value_name = "ID", conflicts_with_all = PREFILL)]
    pub(crate) connection: Option<ConnectionId>,
    /// How long it lives: 600s, 90m, 36h or 7d [default: as the workspace says]
    #[arg(long, value_name = "SPAN", value_parser = values::span)]
    pub(crate) expires_in: Option<Duration>,
    #[command(flatten)]
    pub(crate) prefill: PrefillArguments,
}

#[derive(Debug, Args)]
pub(crate) struct MagicLinkFilter {
    /// The company
    #[arg(long, value_name = "ID")]
    pub(crate) company: CompanyId,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "100")]
    pub(crate) limit: NonZeroUsize,
    /// Only those after this one in the list, to go on from where an earlier list ended
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<MagicLinkId>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("kind").args(["company_link", "workflow"]))]
pub(crate) struct InspectedSecret {
    /// The secret, or the whole link, which needs none of the options; - reads it from standard input, so that it is
    /// in no history
    #[arg(value_name = "SECRET|URL", value_parser = values::secret)]
    pub(crate) text: SecretString,
    /// For a secret: the public id of its company, co_ and 22 letters or digits
    #[arg(long, value_name = "PUBLIC_ID", requires = "kind")]
    pub(crate) company_id: Option<PublicCompanyId>,
    /// For a secret: it is of a link that makes a connection
    #[arg(long, requires = "company_id")]
    pub(crate) company_link: bool,
    /// For a secret: it is of a link that repairs one
    #[arg(long, requires = "company_id")]
    pub(crate) workflow: bool,
}
