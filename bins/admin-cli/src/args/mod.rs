//! What can be asked for on the command line.

mod api_key;
mod branding;
mod company;
mod connection;
mod connector;
mod event;
mod flow;
mod invitation;
mod keys;
mod magic_link;
mod mail;
mod outbox;
mod provider;
mod recipient;
mod site;
mod values;
mod webhook;
mod workspace;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use latchstring_domain::id::WorkspaceId;

pub(crate) use api_key::{ApiKeyCommand, NewApiKey};
pub(crate) use branding::{BrandingChanges, BrandingCommand, BrandingFile, BrandingPart, BrandingPicture};
pub(crate) use company::{CompanyCommand, NewCompany};
pub(crate) use connection::{ConnectionCommand, ConnectionFilter};
pub(crate) use connector::{ConnectorCommand, ImportedFile};
pub(crate) use event::{
    EventCheckpoints, EventCommand, EventExport, EventFilter, EventList, EventTail, EventVerification,
};
pub(crate) use flow::{FlowCommand, FlowUpdate, NewFlow};
pub(crate) use invitation::{
    ImportedRows, InvitationCommand, InvitationFilter, NewInvitation, PrefillArguments, TermsArguments,
};
pub(crate) use keys::{KeysCommand, KeysOut};
pub(crate) use magic_link::{InspectedSecret, MagicLinkCommand, MagicLinkFilter, NewMagicLink};
pub(crate) use mail::MailCommand;
pub(crate) use outbox::{BegunAnew, DeadLetterFilter, OutboxCommand};
pub(crate) use provider::{ProviderCommand, ProviderFile, ProviderFilter};
pub(crate) use recipient::RecipientCommand;
pub(crate) use site::{NewSite, SiteCommand};
pub(crate) use webhook::{DeliveryFilter, NewWebhook, ReplayArguments, WebhookCommand};
pub(crate) use workspace::{NewWorkspace, WorkspaceCommand, WorkspaceSettings};

/// A name that the event log can keep, if this is one.
pub(crate) fn operator_name(text: &str) -> Option<String> {
    values::operator(text).ok()
}

const GLOBAL: &str = "Global options";

const EXIT_CODES: &str = "\
Exit codes:
  0   done
  1   failed; nothing was changed unless it says so
  2   wrong arguments
  3   not found
  4   refused, because of how things stand
  5   verification failed: an event chain is broken
  78  bad configuration

Standard output carries what was asked for, and with --format json exactly one JSON document. Errors go to standard
error. The configuration is that of api-server: a file, and LATCHSTRING_… variables, which win.";

/// The operator's command line for Latchstring.
#[derive(Debug, Parser)]
#[command(name = "admin-cli", version, about, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What every command understands.
#[derive(Debug, Clone, Args)]
pub(crate) struct Global {
    /// The configuration file of api-server, in TOML
    #[arg(long, global = true, value_name = "FILE", help_heading = GLOBAL)]
    pub(crate) config: Option<PathBuf>,
    /// Work on the folder of a quickstart instead of a configuration
    #[arg(long, global = true, value_name = "DIR", help_heading = GLOBAL)]
    pub(crate) data_dir: Option<PathBuf>,
    /// With --data-dir: the address that printed links begin with [default: http://127.0.0.1:8080]
    #[arg(long, global = true, value_name = "URL", help_heading = GLOBAL)]
    pub(crate) base_url: Option<String>,
    /// The workspace to work in; not needed while there is only one
    #[arg(long, global = true, value_name = "ID", help_heading = GLOBAL)]
    pub(crate) workspace: Option<WorkspaceId>,
    /// Who the event log says did it [default: the user's name]
    #[arg(long = "as", global = true, value_name = "NAME", value_parser = values::operator, help_heading = GLOBAL)]
    pub(crate) operator: Option<String>,
    /// How standard output looks: for people, or for programs
    #[arg(long, global = true, value_enum, default_value_t = Format::Table, help_heading = GLOBAL)]
    pub(crate) format: Format,
}

/// How standard output looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Table,
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Bring the database up to date; make it if it is a SQLite file that is not there
    Migrate,
    /// The customers of this deployment
    #[command(subcommand)]
    Workspace(WorkspaceCommand),
    /// Whose accounts are connected
    #[command(subcommand)]
    Company(CompanyCommand),
    /// The places of a company
    #[command(subcommand)]
    Site(SiteCommand),
    /// The catalog of what can be connected
    #[command(subcommand)]
    Provider(ProviderCommand),
    /// The providers of the catalog as portal links offer them: taken in from a file, listed, shown
    #[command(subcommand)]
    Connector(ConnectorCommand),
    /// Named choices of what can be connected, which portal links offer
    #[command(subcommand)]
    Flow(FlowCommand),
    /// The keys of programs that call the API
    #[command(subcommand)]
    ApiKey(ApiKeyCommand),
    /// The links that ask for a connection
    #[command(subcommand)]
    Invitation(InvitationCommand),
    /// The older links, whose truth is in their address
    #[command(subcommand)]
    MagicLink(MagicLinkCommand),
    /// What came of the links
    #[command(subcommand)]
    Connection(ConnectionCommand),
    /// Who opened links: forgetting one
    #[command(subcommand)]
    Recipient(RecipientCommand),
    /// Who is told what happens, and how that goes; a running server does the sending
    #[command(subcommand)]
    Webhook(WebhookCommand),
    /// What was promised and given up: seen, begun anew, thrown away
    #[command(subcommand)]
    Outbox(OutboxCommand),
    /// The log of what happened
    #[command(subcommand)]
    Events(EventCommand),
    /// The keyring
    #[command(subcommand)]
    Keys(KeysCommand),
    /// The way that mail goes
    #[command(subcommand)]
    Mail(MailCommand),
    /// Examine the deployment: one line a check, with what to do
    ///
    /// Looks and changes nothing. Exit code 1 when a check fails.
    Doctor,
}
