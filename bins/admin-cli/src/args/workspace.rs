use std::time::Duration;

use clap::{Args, Subcommand};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::key::EnvironmentKey;
use latchstring_domain::notice::Notice;
use latchstring_domain::text::WorkspaceName;
use latchstring_domain::web_origin::WebOrigin;
use latchstring_domain::workspace::Mode;

use super::branding::BrandingCommand;
use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum WorkspaceCommand {
    /// Make a workspace
    Create(NewWorkspace),
    /// Change what a workspace has set; what is not named stays as it is
    Set(WorkspaceSettings),
    /// Make the secret anew that signs what browsers carry back to your sites, and show it this once
    ReturnSecret,
    /// Make the secret anew under which your mail server or mail service signs what it hands in, and show it this once
    InboundSecret,
    /// List the workspaces, oldest first
    List,
    /// Show one workspace
    Show {
        /// Its id; not needed while there is only one
        id: Option<WorkspaceId>,
    },
    /// How the workspace looks to its recipients
    #[command(subcommand)]
    Branding(BrandingCommand),
}

/// What a workspace has set.
#[derive(Debug, Args)]
#[group(required = true, multiple = true)]
pub(crate) struct WorkspaceSettings {
    /// Its name, 1 to 200 characters
    #[arg(long, value_parser = WorkspaceName::parse)]
    pub(crate) name: Option<WorkspaceName>,
    /// How long a link lives whose maker does not say, such as 36h or 7d; never for one that lives for ever
    #[arg(long, value_name = "SPAN", value_parser = values::span_or_never)]
    pub(crate) default_expiry: Option<values::SpanOrNever>,
    /// The longest that a link may live; never for no limit
    #[arg(long, value_name = "SPAN", value_parser = values::span_or_never)]
    pub(crate) max_expiry: Option<values::SpanOrNever>,
    // Not a doc comment, which would have to mark the address as a link.
    #[arg(
        long, value_name = "ORIGIN", value_parser = values::origin_or_none,
        help = "A site that may show the pages in a frame, such as https://portal.example.com, in place of those there were; may be \
                repeated; none for no site"
    )]
    pub(crate) allow_origin: Vec<Option<WebOrigin>>,
    /// A site that recipients may be sent back to, in place of those there were; may be repeated; none for no site
    #[arg(long, value_name = "ORIGIN", value_parser = values::origin_or_none)]
    pub(crate) return_origin: Vec<Option<WebOrigin>>,
    /// Whether the owner of a connection is mailed a reconnect link once it has stopped working: on or off
    #[arg(long, value_name = "ON|OFF", value_parser = clap::builder::BoolishValueParser::new())]
    pub(crate) automatic_reconnect: Option<bool>,
    /// Where notices of what happened are mailed to; none for nowhere
    #[arg(long, value_name = "ADDRESS", value_parser = values::address_or_none)]
    pub(crate) notify_email: Option<values::AddressOrNone>,
    /// What notices are of, in place of what there was: LINK_REQUESTED, CONNECTION_CREATED; may be repeated
    #[arg(long, value_name = "EVENT")]
    pub(crate) notify_on: Vec<Notice>,
    /// Your address for mails, which they come from where this server may send in its name, and are answered to otherwise; none for neither
    #[arg(long, value_name = "ADDRESS", value_parser = values::address_or_none)]
    pub(crate) mail_from: Option<values::AddressOrNone>,
    /// So many days after a link was mailed a recipient who has done nothing is reminded; never for not then
    #[arg(long, value_name = "DAYS", value_parser = values::days_or_never)]
    pub(crate) remind_after_days: Option<values::DaysOrNever>,
    /// So many days before the link ends they are; never for not then
    #[arg(long, value_name = "DAYS", value_parser = values::days_or_never)]
    pub(crate) remind_before_expiry_days: Option<values::DaysOrNever>,
    /// For how long something is kept that is no longer needed, such as webhooks=90: deadLetters, webhooks, bulkResults or mails,
    /// and a number of days, or usual for as long as the server's operator says; may be repeated
    #[arg(long, value_name = "KIND=DAYS", value_parser = values::kept)]
    pub(crate) keep: Vec<values::KeptOrUsual>,
    /// A domain of yours whose mail is handed in, such as mfa.example.com, at which each connection has an address for the codes
    /// of its provider; none for no address
    #[arg(long, value_name = "DOMAIN", value_parser = values::mfa_domain_or_none)]
    pub(crate) mfa_domain: Option<values::MfaDomainOrNone>,
}

#[derive(Debug, Args)]
pub(crate) struct NewWorkspace {
    /// Its name, 1 to 200 characters
    #[arg(value_parser = WorkspaceName::parse)]
    pub(crate) name: WorkspaceName,
    /// Real accounts or play ones; a sandbox has a provider that answers by itself
    #[arg(long, value_parser = values::mode(), default_value = "live")]
    pub(crate) mode: Mode,
    /// What your programs call it, where their paths name an environment [default: its id alone]
    #[arg(long, value_name = "KEY")]
    pub(crate) environment: Option<EnvironmentKey>,
    /// How long a link lives whose maker does not say, such as 36h or 7d [default: for ever]
    #[arg(long, value_name = "SPAN", value_parser = values::span)]
    pub(crate) default_expiry: Option<Duration>,
    /// The longest that a link may live [default: no limit]
    #[arg(long, value_name = "SPAN", value_parser = values::span)]
    pub(crate) max_expiry: Option<Duration>,
}
