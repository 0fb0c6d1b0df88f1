use latchstring_domain::branding::{Branding, FileKey};
use latchstring_domain::event::{EventData, EventKind};
use latchstring_domain::{Timestamp, Version};
use latchstring_storage::{Change, ChangeSet};

use crate::record::{By, Chain};
use crate::{Caller, Failure, Latchstring};

/// A branding about to be changed, as it was read.
pub(super) struct Draft {
    before: Option<Branding>,
    pub(super) branding: Branding,
    now: Timestamp,
}

impl Draft {
    pub(super) async fn load(ls: &Latchstring, caller: &Caller) -> Result<Self, Failure> {
        let now = ls.now();
        let before = ls.store().branding(caller.workspace_id()).await?;
        let branding = before.clone().unwrap_or_else(|| Branding::new(caller.workspace_id(), now));
        Ok(Self { before, branding, now })
    }

    pub(super) const fn now(&self) -> Timestamp {
        self.now
    }

    /// The set that writes it, with the event; files that it shows no more are dropped in it.
    pub(super) async fn set(
        &mut self,
        ls: &Latchstring,
        caller: &Caller,
        changed: Vec<String>,
    ) -> Result<ChangeSet, Failure> {
        let mut chain = Chain::load(ls, caller.workspace_subject()).await?;
        let data = EventData::none().with("changed", changed);
        let event = chain.append(ls, &By::caller(caller, self.now), EventKind::BrandingUpdated, data);
        self.branding.updated_at = self.now;
        let write = match &self.before {
            None => {
                self.branding.version = Version::FIRST;
                Change::CreateBranding(self.branding.clone())
            }
            Some(before) => {
                self.branding.version = before.version.next();
                Change::UpdateBranding(self.branding.clone())
            }
        };
        let set = ChangeSet::new().with(write).with(event);
        Ok(self.unshown().map(Change::DropFile).fold(set, ChangeSet::with))
    }

    fn unshown(&self) -> impl Iterator<Item = FileKey> {
        let shown: Vec<_> = self.branding.files().collect();
        let before = self.before.iter().flat_map(Branding::files);
        before.filter(move |file| !shown.contains(file))
    }
}
