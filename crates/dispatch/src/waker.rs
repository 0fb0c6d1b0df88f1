use std::sync::Arc;

use latchstring_service::outbox::Lane;
use latchstring_service::ports::Bell;
use tokio::sync::Notify;

/// Rings the loops of this process, when it is known that there is something to do. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Waker(Arc<Lanes>);

#[derive(Debug, Default)]
struct Lanes {
    work: Notify,
    mail: Notify,
    webhooks: Notify,
}

impl Waker {
    /// Makes the loops look now. Rings once however often it is called before a loop looks.
    pub fn ring(&self) {
        Lane::ALL.into_iter().for_each(|lane| self.ring_for(lane));
    }

    /// The same, for one of the loops.
    pub fn ring_for(&self, lane: Lane) {
        self.0.of(lane).notify_one();
    }

    pub(crate) async fn rung(&self, lane: Lane) {
        self.0.of(lane).notified().await;
    }
}

impl Lanes {
    const fn of(&self, lane: Lane) -> &Notify {
        match lane {
            Lane::Work => &self.work,
            Lane::Mail => &self.mail,
            Lane::Webhooks => &self.webhooks,
        }
    }
}

impl Bell for Waker {
    fn ring(&self) {
        Self::ring(self);
    }
}
