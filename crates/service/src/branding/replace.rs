use latchstring_domain::api_key::Scope;
use latchstring_domain::branding::{Font, Look};

use super::change::Draft;
use super::get::{BrandingView, view};
use crate::attempts::{Attempts, Commit};
use crate::{Caller, Failure, Latchstring};

/// Why a look was not taken.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReplaceLookError {
    /// It wants the workspace's own font, and none was uploaded.
    #[error("no font was uploaded")]
    NoFont,
    /// A failure common to all use cases.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Gives the caller's workspace this look in the place of the one before; its pictures and its font stay. A look that is the
/// same is written nowhere. Needs the scope `workspace:manage`.
///
/// # Errors
/// [`ReplaceLookError`].
pub async fn replace_look(
    ls: &Latchstring,
    caller: &Caller,
    look: Look,
) -> Result<BrandingView, ReplaceLookError> {
    caller.require(ls, Scope::WorkspaceManage).await?;
    let mut attempts = Attempts::new(ls);
    loop {
        let mut draft = Draft::load(ls, caller).await?;
        if look.font == Font::Own && draft.branding.font.is_none() {
            return Err(ReplaceLookError::NoFont);
        }
        let changed = differences(&draft.branding.look, &look);
        if changed.is_empty() {
            return Ok(view(ls, draft.branding).await?);
        }
        draft.branding.look = look.clone();
        let set = draft.set(ls, caller, changed).await?;
        match attempts.commit(set).await? {
            Commit::Done => return Ok(view(ls, draft.branding).await?),
            // Of two that choose for the first time, one finds the other's choice.
            Commit::Stale | Commit::Conflict(latchstring_storage::Constraint::Identity) => {}
            Commit::Conflict(_) => return Err(Failure::Defect("a look was refused").into()),
        }
    }
}

fn differences(old: &Look, new: &Look) -> Vec<String> {
    let parts = [
        ("displayName", old.name != new.name),
        ("color", old.color != new.color),
        ("background", old.background != new.background),
        ("font", old.font != new.font),
        ("title", old.title != new.title),
        ("description", old.description != new.description),
        ("helperButtons", old.helpers != new.helpers),
        ("footer", old.footer != new.footer),
        ("hidePoweredBy", old.shows_powered_by != new.shows_powered_by),
        ("texts", old.texts != new.texts),
    ];
    parts.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()).collect()
}
