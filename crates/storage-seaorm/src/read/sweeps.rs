use async_trait::async_trait;
use latchstring_storage::{Sweep, Sweeps, Swept};
use sea_orm::{EntityTrait, TryGetable};
use uuid::Uuid;

use super::Result;
use crate::over::{self, Over};
use crate::{SeaOrmStore, driver};

type Bytes = Vec<u8>;

impl SeaOrmStore {
    async fn any<E: EntityTrait, K: TryGetable + Send + Sync>(&self, over: Over<E>) -> Result<bool> {
        let found = over.keys::<K>(self.reader(), 1).await.map_err(driver::failure)?;
        Ok(!found.is_empty())
    }
}

#[async_trait]
impl Sweeps for SeaOrmStore {
    async fn any_over(&self, sweep: &Sweep) -> Result<bool> {
        let until = sweep.until;
        match sweep.of {
            Swept::Marks => self.any::<_, Bytes>(over::marks(until)).await,
            Swept::Tallies => self.any::<_, Bytes>(over::tallies(until)).await,
            Swept::Answers => self.any::<_, Bytes>(over::answers(until)).await,
            Swept::MfaMessages => self.any::<_, Uuid>(over::mfa_messages(until)).await,
            Swept::FlowSessions => self.any::<_, Uuid>(over::flow_sessions(until)).await,
            Swept::Webhooks(workspace) => self.any::<_, Uuid>(over::messages(workspace, until)).await,
            Swept::BulkResults(workspace) => {
                self.any::<_, Uuid>(over::finished_bulks(workspace, until)).await
            }
            Swept::StagedBulks => self.any::<_, Uuid>(over::staged_bulks(until)).await,
            Swept::Mails(workspace) => self.any::<_, Uuid>(over::mails(workspace, until)).await,
            Swept::DeadLetters(workspace) => self.any::<_, Uuid>(over::dead_letters(workspace, until)).await,
        }
    }
}
