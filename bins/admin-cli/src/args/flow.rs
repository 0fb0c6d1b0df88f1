use std::path::PathBuf;

use clap::{ArgGroup, Args, Subcommand};
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::text::FlowName;

#[derive(Debug, Subcommand)]
pub(crate) enum FlowCommand {
    /// Make a flow
    Create(NewFlow),
    /// List the flows of the workspace, oldest first
    List,
    /// Show one flow with its connectors and fields
    Show {
        /// Its key or id
        flow: FlowKey,
    },
    /// Change a flow: what is not named stays, and so does its key
    ///
    /// Links made for it offer from now on what it has from now on.
    Update(FlowUpdate),
    /// Delete a flow
    ///
    /// The connections made in it stay. A link that offers nothing else tells its recipient to ask for a new one.
    Delete {
        /// Its key or id
        flow: FlowKey,
    },
}

#[derive(Debug, Args)]
pub(crate) struct NewFlow {
    /// Its name, 1 to 200 characters; recipients see it
    #[arg(long, value_parser = FlowName::parse)]
    pub(crate) name: FlowName,
    /// What your programs call it, unique within the workspace; it never changes [default: its id]
    #[arg(long)]
    pub(crate) key: Option<FlowKey>,
    /// What can be connected, by key or id; may be repeated, in the order in which it is to be offered
    #[arg(long, value_name = "KEY", required = true)]
    pub(crate) connector: Vec<ConnectorKey>,
    // Not a doc comment, which would have to mark the brackets as a link.
    #[arg(
        long,
        value_name = "FILE",
        help = "The fields you want filled, in JSON; - is standard input: \
                [{\"table\": \"…\", \"fields\": [{\"id\": \"…\", \"name\": \"…\", \"required\": true}]}]"
    )]
    pub(crate) schema: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("change").required(true).multiple(true).args(["name", "connector", "schema", "no_schema"]))]
pub(crate) struct FlowUpdate {
    /// Its key or id
    pub(crate) flow: FlowKey,
    /// Its name, 1 to 200 characters; recipients see it
    #[arg(long, value_parser = FlowName::parse)]
    pub(crate) name: Option<FlowName>,
    /// What can be connected, by key or id, in place of all there was; may be repeated
    #[arg(long, value_name = "KEY")]
    pub(crate) connector: Vec<ConnectorKey>,
    /// The fields you want filled, in JSON, in place of all there were; - is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) schema: Option<PathBuf>,
    /// Recipients are no longer asked to map fields, unless a link brings its own
    #[arg(long, conflicts_with = "schema")]
    pub(crate) no_schema: bool,
}
