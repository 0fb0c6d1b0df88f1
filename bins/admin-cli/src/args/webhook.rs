use std::num::NonZeroUsize;
use std::time::Duration;

use clap::{ArgGroup, Args, Subcommand};
use latchstring_domain::Timestamp;
use latchstring_domain::id::{DeliveryId, EndpointId};
use latchstring_domain::text::EndpointDescription;
use latchstring_domain::webhook::{DeliveryStatus, EndpointUrl, EventType};

use super::values;

#[derive(Debug, Subcommand)]
pub(crate) enum WebhookCommand {
    /// Make an endpoint and show its secret, this once
    ///
    /// It hears of what happens from now on.
    Create(NewWebhook),
    /// List the endpoints of the workspace, oldest first
    List,
    /// Enable an endpoint, with a clean slate; what it missed is sent by `replay`
    Enable {
        /// Its id
        id: EndpointId,
    },
    /// Disable an endpoint: nothing more is sent there
    Disable {
        /// Its id
        id: EndpointId,
    },
    /// Delete an endpoint, with all that is known of its deliveries
    Delete {
        /// Its id
        id: EndpointId,
    },
    /// Give an endpoint another secret and show it, this once
    RotateSecret {
        /// Its id
        id: EndpointId,
        /// For how long messages are signed with the secret before as well, at most 7d; 0s where it is known to others
        #[arg(long, value_name = "SPAN", default_value = "1d", value_parser = values::span)]
        overlap: Duration,
    },
    /// Have a server send a test there, once; `deliveries` shows what came of it
    Test {
        /// Its id
        id: EndpointId,
    },
    /// List what was sent to an endpoint, as far back as it is kept, newest first, and what came of it
    Deliveries(DeliveryFilter),
    /// Have a server send webhooks again: the same bytes under the same ids
    Replay(ReplayArguments),
}

#[derive(Debug, Args)]
pub(crate) struct NewWebhook {
    /// Where messages are sent: an https address
    #[arg(value_parser = EndpointUrl::parse)]
    pub(crate) url: EndpointUrl,
    /// What people call it, 1 to 200 characters
    #[arg(long, value_parser = EndpointDescription::parse)]
    pub(crate) description: Option<EndpointDescription>,
    /// A type it is sent; may be repeated [default: all]
    #[arg(long = "type", value_name = "TYPE", value_parser = values::webhook_type(), hide_possible_values = true)]
    pub(crate) types: Vec<EventType>,
    /// It is sent nothing until it is enabled
    #[arg(long)]
    pub(crate) disabled: bool,
}

#[derive(Debug, Args)]
pub(crate) struct DeliveryFilter {
    /// The endpoint's id
    pub(crate) id: EndpointId,
    /// Only those that stand there
    #[arg(long, value_parser = values::delivery_status())]
    pub(crate) status: Option<DeliveryStatus>,
    /// How many at most
    #[arg(long, value_name = "N", default_value = "100")]
    pub(crate) limit: NonZeroUsize,
    /// Only those after this one in the list, to go on from where an earlier list ended
    #[arg(long, value_name = "ID")]
    pub(crate) after: Option<DeliveryId>,
}

#[derive(Debug, Args)]
#[command(group = ArgGroup::new("what").required(true).args(["delivery", "failed", "from"]))]
pub(crate) struct ReplayArguments {
    /// The endpoint's id
    pub(crate) id: EndpointId,
    /// This delivery
    #[arg(long, value_name = "ID")]
    pub(crate) delivery: Option<DeliveryId>,
    /// Everything that was given up
    #[arg(long)]
    pub(crate) failed: bool,
    /// What happened from then on, sent before or not, such as 2026-05-31T09:30:00Z
    #[arg(long, value_name = "TIME", value_parser = values::time)]
    pub(crate) from: Option<Timestamp>,
    /// What happened before then [default: now]
    #[arg(long, value_name = "TIME", value_parser = values::time, requires = "from", conflicts_with_all = ["delivery", "failed"])]
    pub(crate) until: Option<Timestamp>,
}
