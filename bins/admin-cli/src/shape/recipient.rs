use latchstring_service::recipient::Erased;
use serde::Serialize;

use crate::output::{Block, Shape};

/// From how many things somebody was erased.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ErasedShape {
    invitations: u32,
    magic_links: u32,
    mails: u32,
    connections: u32,
    events: u32,
    webhooks: u32,
}

impl From<Erased> for ErasedShape {
    fn from(Erased { invitations, magic_links, mails, connections, events, webhooks }: Erased) -> Self {
        Self { invitations, magic_links, mails, connections, events, webhooks }
    }
}

impl Shape for ErasedShape {
    fn blocks(&self) -> Vec<Block> {
        let fact = |name, count: u32| (name, count.to_string());
        vec![
            Block::Line("Erased from:".to_owned()),
            Block::Facts(vec![
                fact("invitations", self.invitations),
                fact("magic links", self.magic_links),
                fact("mails", self.mails),
                fact("connections", self.connections),
                fact("events", self.events),
                fact("webhooks", self.webhooks),
            ]),
        ]
    }
}
