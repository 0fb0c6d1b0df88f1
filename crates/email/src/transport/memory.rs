use std::sync::Mutex;

use async_trait::async_trait;

use super::{Envelope, Transport};
use crate::SendError;

/// Keeps the mails, for tests and examples to look at.
#[derive(Debug, Default)]
pub struct MemoryTransport(Mutex<Vec<Envelope>>);

impl MemoryTransport {
    /// The mails so far, oldest first.
    #[must_use]
    pub fn letters(&self) -> Vec<Envelope> {
        self.0.lock().map(|letters| letters.clone()).unwrap_or_default()
    }
}

#[async_trait]
impl Transport for MemoryTransport {
    async fn deliver(&self, envelope: &Envelope) -> Result<(), SendError> {
        let poisoned = |_| SendError::Temporary { reason: "an earlier delivery panicked", source: None };
        self.0.lock().map_err(poisoned)?.push(envelope.clone());
        Ok(())
    }
}
