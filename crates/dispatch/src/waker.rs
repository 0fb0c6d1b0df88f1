use std::sync::Arc;

use latchstring_service::ports::Bell;
use tokio::sync::Notify;

/// Rings the loop of this process, when it is known that there is something to do. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Waker(Arc<Notify>);

impl Waker {
    /// Makes the loop look now. Rings once however often it is called before the loop looks.
    pub fn ring(&self) {
        self.0.notify_one();
    }

    pub(crate) async fn rung(&self) {
        self.0.notified().await;
    }
}

impl Bell for Waker {
    fn ring(&self) {
        Self::ring(self);
    }
}
