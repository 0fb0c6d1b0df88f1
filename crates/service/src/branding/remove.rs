use latchstring_domain::api_key::Scope;

use super::change::Draft;
use super::get::{BrandingView, view};
use super::upload::Slot;
use crate::attempts::{Attempts, Commit};
use crate::{Caller, Failure, Latchstring};

/// Takes a file out of a branding; one that is not there is none the less gone. Pages whose font it was have the device's own
/// from then on. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`Failure`].
pub async fn remove(ls: &Latchstring, caller: &Caller, slot: Slot) -> Result<BrandingView, Failure> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let mut draft = Draft::load(ls, caller).await?;
        let branding = &mut draft.branding;
        let was_there = match slot {
            Slot::Logo => branding.logo.take().is_some(),
            Slot::Favicon => branding.favicon.take().is_some(),
            Slot::Font => branding.font.take().is_some(),
        };
        if !was_there {
            return view(ls, draft.branding).await;
        }
        let set = draft.set(ls, caller, vec![slot.as_str().to_owned()]).await?;
        match attempts.commit(set).await? {
            Commit::Done => return view(ls, draft.branding).await,
            Commit::Stale => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a branding was refused")),
        }
    }
}
