use latchstring_domain::api_key::Scope;
use latchstring_domain::email::EmailAddress;
use latchstring_domain::suppression::Suppression;

use crate::{Caller, Failure, Latchstring, MAX_PER_PAGE};

/// Which suppressions are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListSuppressions {
    /// Only that of this address.
    pub address: Option<EmailAddress>,
    /// After which one.
    pub after: Option<EmailAddress>,
    /// How many, at most [`MAX_PER_PAGE`].
    pub per_page: u32,
}

/// Some suppressions, in the order of their addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuppressionList {
    /// They.
    pub items: Vec<Suppression>,
    /// The last of them, when more follow.
    pub next: Option<EmailAddress>,
}

/// The addresses that the caller's workspace mails no more. Needs the scope `invitations:read`.
///
/// # Errors
/// [`Failure`].
pub async fn list(
    ls: &Latchstring,
    caller: &Caller,
    wish: ListSuppressions,
) -> Result<SuppressionList, Failure> {
    caller.require(ls, Scope::InvitationsRead).await?;
    let workspace = caller.workspace_id();
    if let Some(address) = &wish.address {
        let items = ls.store().suppression(workspace, address).await?.into_iter().collect();
        return Ok(SuppressionList { items, next: None });
    }
    let per_page = wish.per_page.clamp(1, MAX_PER_PAGE);
    // One more than the page has tells that there is more.
    let limit = per_page.saturating_add(1);
    let mut items = ls.store().suppressions(workspace, wish.after.as_ref(), limit).await?;
    let size = usize::try_from(per_page).unwrap_or(usize::MAX);
    let has_more = items.len() > size;
    items.truncate(size);
    let next = items.last().filter(|_| has_more).map(|last| last.address.clone());
    Ok(SuppressionList { items, next })
}
