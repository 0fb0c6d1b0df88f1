use std::time::Duration;

use clap::{Args, Subcommand};
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::key::EnvironmentKey;
use latchstring_domain::text::WorkspaceName;
use latchstring_domain::workspace::Mode;

use super::branding::BrandingCommand;
use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum WorkspaceCommand {
    /// Make a workspace
    Create(NewWorkspace),
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
