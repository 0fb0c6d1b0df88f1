use std::num::NonZeroUsize;

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{ArgGroup, Args, Subcommand};
use latchstring_domain::Timestamp;
use latchstring_domain::id::OutboxId;
use latchstring_domain::outbox::DeadLetterKind;

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum OutboxCommand {
    /// List what was promised and given up: work that failed too often, and webhooks whose every try failed
    List(DeadLetterFilter),
    /// Show one of them
    Show {
        /// Its id
        id: OutboxId,
    },
    /// Have a server begin them anew, as if they had never been tried
    ///
    /// Webhooks go with the same bytes under the same ids; those whose endpoint is disabled are passed over.
    Replay(BegunAnew),
    /// Throw work away that was given up; a webhook stays as long as webhooks are kept, and goes by itself
    Discard {
        /// Its id
        id: OutboxId,
    },
}

fn kind() -> impl clap::builder::TypedValueParser<Value = DeadLetterKind> {
    PossibleValuesParser::new(DeadLetterKind::ALL.iter().map(|kind| kind.as_str()))
        .try_map(|name| name.parse::<DeadLetterKind>())
}

#[derive(Debug, Args)]
pub(crate) struct DeadLetterFilter {
    /// Only those of this kind
    #[arg(long, value_parser = kind())]
    pub(crate) kind: Option<DeadLetterKind>,
    /// Only those that were given up then or later, such as 2026-05-31T09:30:00Z
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) from: Option<Timestamp>,
    /// Only those that were given up before then
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) until: Option<Timestamp>,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "100")]
    pub(crate) limit: NonZeroUsize,
    /// Only those after this one in the list, to go on from where an earlier list ended
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<OutboxId>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).args(["id", "all", "from"]))]
pub(crate) struct BegunAnew {
    /// This one
    pub(crate) id: Option<OutboxId>,
    /// All of them
    #[arg(long)]
    pub(crate) all: bool,
    /// Those that were given up then or later, such as 2026-05-31T09:30:00Z
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) from: Option<Timestamp>,
    /// Those that were given up before then
    #[arg(long, value_name = "TIME", value_parser = values::time, requires = "from", conflicts_with_all = ["id", "all"])]
    pub(crate) until: Option<Timestamp>,
    /// Only those of this kind
    #[arg(long, value_parser = kind(), conflicts_with = "id")]
    pub(crate) kind: Option<DeadLetterKind>,
}
