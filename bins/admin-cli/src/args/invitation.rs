use std::num::{NonZeroU32, NonZeroUsize};
use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgGroup, Args, Subcommand};
use latchstring_domain::Timestamp;
use latchstring_domain::country::Country;
use latchstring_domain::email::{AddressRule, EmailAddress};
use latchstring_domain::id::{CompanyId, ConnectionId, InvitationId, ProviderId, SiteId};
use latchstring_domain::idempotency::IdempotencyKey;
use latchstring_domain::invitation::{InvitationSource, InvitationStatus, InvitationType};
use latchstring_domain::prefill::PrefillField;
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::text::{ExternalId, Message, SearchText};
use latchstring_domain::utility::UtilityType;
use time::Date;

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum InvitationCommand {
    /// Make an invitation and show its link
    ///
    /// With --company it asks for a new connection, with --connection for the repair of one.
    Create(Box<NewInvitation>),
    /// Make up to 10,000 invitations out of a CSV or JSON file, and show what became of each row, with its link
    ///
    /// The whole file is checked first. If anything in it is wrong, all of that is told by its line, and nothing is made. A
    /// row of which there is an invitation already is passed over and told. Whoever stops the command stops the telling: what
    /// was begun is ended by a running server.
    Import(ImportedRows),
    /// List the invitations of the workspace, newest first
    List(InvitationFilter),
    /// Show one invitation with its link and everything that happened to it
    Show {
        /// Its id
        id: InvitationId,
    },
    /// Give an invitation a later expiry: one that has expired works again
    ///
    /// It never ends earlier for it; revoke it to end it early.
    #[command(group = ArgGroup::new("expiry").required(true).args(["expires_in", "until", "never_expires"]))]
    Extend {
        /// Its id
        id: InvitationId,
        /// How long it lives from now on: 600s, 90m, 36h or 7d
        #[arg(long, value_name = "SPAN", value_parser = values::span)]
        expires_in: Option<Duration>,
        /// Until when it lives, such as 2026-05-31T09:30:00Z
        #[arg(long, value_name = "TIME", value_parser = values::time)]
        until: Option<Timestamp>,
        /// It lives for ever
        #[arg(long)]
        never_expires: bool,
    },
    /// Mail an invitation again, with the same link; a running server sends it
    ///
    /// To every address that it was made for, unless --to names some of them. Whoever was mailed within five minutes, or ten
    /// times that day, is passed over.
    Resend {
        /// Its id
        id: InvitationId,
        /// Mail it to this address, which has to be within its list; may be repeated
        #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
        to: Vec<EmailAddress>,
        /// Let it live so much longer than it does, or from now on if it has expired: 600s, 90m, 36h or 7d
        #[arg(long, value_name = "SPAN", value_parser = values::span)]
        extend: Option<Duration>,
    },
    /// Give an invitation another link, and kill the one it has, with everything that was opened by it
    Rotate {
        /// Its id
        id: InvitationId,
        /// Mail the new link to every address that it was made for; a running server sends it
        #[arg(long)]
        send_email: bool,
    },
    /// Revoke an invitation: once this has ended, its link opens nothing; revoking it again changes nothing
    Revoke {
        /// Its id
        id: InvitationId,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ImportedRows {
    /// The rows: CSV with the names of the fields in its first line, or a JSON array; - is standard input
    pub(crate) file: PathBuf,
    /// Tell what would become of each row, and make nothing
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// A name of your own for this import: the same file under the same name makes nothing twice for a day, and shows what
    /// became of it the first time
    #[arg(long, value_name = "NAME", value_parser = IdempotencyKey::parse, conflicts_with = "dry_run")]
    pub(crate) key: Option<IdempotencyKey>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("purpose").required(true).args(["company", "connection"]))]
pub(crate) struct NewInvitation {
    /// Ask for a new connection of this company
    #[arg(long, value_name = "ID")]
    pub(crate) company: Option<CompanyId>,
    /// Ask for the repair of this connection
    #[arg(long, value_name = "ID", conflicts_with_all = PREFILL)]
    pub(crate) connection: Option<ConnectionId>,
    #[command(flatten)]
    pub(crate) prefill: PrefillArguments,
    /// Let the recipient choose this provider of the catalog, and none that is not named so; may be repeated
    #[arg(long, value_name = "ID", conflicts_with = "connection")]
    pub(crate) allow_provider: Vec<ProviderId>,
    #[command(flatten)]
    pub(crate) terms: TermsArguments,
}

pub(super) const PREFILL: [&str; 8] =
    ["url", "provider", "country", "site", "utility_type", "owner_email", "start_date", "lock"];

/// What the recipient finds filled in.
#[derive(Debug, Args)]
#[command(next_help_heading = "Filled in beforehand (with --company)")]
pub(crate) struct PrefillArguments {
    // Not a doc comment, which would have to mark the address as a link.
    #[arg(
        long, value_parser = ProviderUrl::parse, conflicts_with = "provider",
        help = "The provider, by its address, such as https://www.example.com; it need not be in the catalog"
    )]
    pub(crate) url: Option<ProviderUrl>,
    /// The provider, by its id in the catalog
    #[arg(long, value_name = "ID")]
    pub(crate) provider: Option<ProviderId>,
    /// The country, such as US
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<Country>,
    /// A site; may be repeated
    #[arg(long, value_name = "ID")]
    pub(crate) site: Vec<SiteId>,
    /// What is to be collected; may be repeated
    #[arg(long, value_name = "TYPE", value_parser = values::utility_type())]
    pub(crate) utility_type: Vec<UtilityType>,
    /// Who will own the connection and be asked to repair it
    #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    pub(crate) owner_email: Option<EmailAddress>,
    /// From when on data is collected, such as 2026-05-31
    #[arg(long, value_name = "DATE", value_parser = values::date)]
    pub(crate) start_date: Option<Date>,
    /// A part of this that the recipient cannot change; may be repeated
    #[arg(long, value_name = "FIELD", value_parser = values::prefill_field())]
    pub(crate) lock: Vec<PrefillField>,
}

/// Who may use it, for how long, how often.
#[derive(Debug, Args)]
#[command(next_help_heading = "Terms")]
pub(crate) struct TermsArguments {
    /// Who may use it, after proving the address: a@example.com, *@example.com or *@*.example.com; may be repeated
    /// [default: anyone who has the link]
    #[arg(long, value_name = "ADDRESS", value_parser = AddressRule::parse)]
    pub(crate) allow: Vec<AddressRule>,
    /// How long it lives: 600s, 90m, 36h or 7d [default: as the workspace says]
    #[arg(long, value_name = "SPAN", value_parser = values::span)]
    pub(crate) expires_in: Option<Duration>,
    /// How many connections may be made or repaired with it [default: any number]
    #[arg(long, value_name = "N")]
    pub(crate) max_uses: Option<NonZeroU32>,
    /// Mail the link to every address of --allow; a running server sends it
    #[arg(long, requires = "allow")]
    pub(crate) send_email: bool,
    /// Your own id for it
    #[arg(long, value_name = "ID", value_parser = ExternalId::parse)]
    pub(crate) external_id: Option<ExternalId>,
    /// Your words to the recipient, up to 500 characters
    #[arg(long, value_name = "TEXT", value_parser = Message::parse)]
    pub(crate) message: Option<Message>,
    /// A label of your own; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = values::label)]
    pub(crate) metadata: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(crate) struct InvitationFilter {
    /// Only those of this company
    #[arg(long, value_name = "ID")]
    pub(crate) company: Option<CompanyId>,
    /// Only those that stand there
    #[arg(long, value_parser = values::invitation_status())]
    pub(crate) status: Option<InvitationStatus>,
    /// Only those made through this interface: ours, or the one of portal links
    #[arg(long, value_parser = values::invitation_source())]
    pub(crate) source: Option<InvitationSource>,
    /// Only those of this type
    #[arg(long, value_parser = values::invitation_type())]
    pub(crate) r#type: Option<InvitationType>,
    /// Only those made for this address, or mailed to it
    #[arg(long, value_name = "ADDRESS", value_parser = EmailAddress::parse)]
    pub(crate) email: Option<EmailAddress>,
    /// Only those with this text in their external id, in who may use them or in a label
    #[arg(long, value_name = "TEXT", value_parser = SearchText::parse)]
    pub(crate) query: Option<SearchText>,
    #[command(flatten)]
    pub(crate) created: Created,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "100")]
    pub(crate) limit: NonZeroUsize,
    /// Only those after this one in the list, to go on from where an earlier list ended
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<InvitationId>,
}

/// When they were made.
#[derive(Debug, Args)]
pub(crate) struct Created {
    /// Only those made at this time or later, such as 2026-05-31T09:30:00Z
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) created_after: Option<Timestamp>,
    /// Only those made before this time
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) created_before: Option<Timestamp>,
}
