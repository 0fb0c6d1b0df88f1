use std::num::NonZeroUsize;

use clap::{Args, Subcommand};
use latchstring_domain::event::{EventKind, Subject};
use latchstring_domain::id::EventId;

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum EventCommand {
    /// List the events of the workspace, newest first
    List(EventFilter),
    /// Prove that no event was changed, taken out or put in between
    ///
    /// Walks every chain of every workspace, or of the one that --workspace names, and names the broken ones. Exit
    /// code 5 when there is one. The last events of a chain, cut off without a trace, are not missed by this.
    Verify,
}

#[derive(Debug, Args)]
pub(crate) struct EventFilter {
    /// Only those about this, such as invitation:0199a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b
    #[arg(long, value_name = "KIND:ID", value_parser = values::subject)]
    pub(crate) subject: Option<Subject>,
    /// Only those of this type
    #[arg(long = "type", value_name = "TYPE", value_parser = values::event_kind(), hide_possible_values = true)]
    pub(crate) kind: Option<EventKind>,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "100")]
    pub(crate) limit: NonZeroUsize,
    /// Only those after this one in the list, to go on from where an earlier list ended
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<EventId>,
}
