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
        self.0.work.notify_one();
        self.0.mail.notify_one();
        self.0.webhooks.notify_one();
    }

    pub(crate) async fn rung(&self, lane: Lane) {
        match lane {
            Lane::Work => self.0.work.notified().await,
            Lane::Mail => self.0.mail.notified().await,
            Lane::Webhooks => self.0.webhooks.notified().await,
        }
    }
}

impl Bell for Waker {
    fn ring(&self) {
        Self::ring(self);
    }
}
