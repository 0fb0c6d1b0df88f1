use latchstring_domain::id::ProviderId;

use super::update::{ProviderChanges, UpdateProviderError, update};
use crate::{Caller, Failure, Latchstring};

/// Takes a provider out of the catalog: recipients do not find it any more, and flows and links that name it offer the
/// rest. It stays for what was connected at it, which can still be repaired, and for who is signing in at it now. Needs
/// the scope `workspace:manage`.
///
/// Deleting the row was rejected: a connection could not be repaired without it, and one deleted while somebody signs in
/// would break their walk.
///
/// # Errors
/// [`Failure`].
pub async fn withdraw(ls: &Latchstring, caller: &Caller, id: ProviderId) -> Result<(), Failure> {
    let wish = ProviderChanges { listed: Some(false), ..ProviderChanges::default() };
    match update(ls, caller, id, &wish).await {
        Ok(_) => Ok(()),
        Err(UpdateProviderError::Failed(failure)) => Err(failure),
        Err(UpdateProviderError::UrlTaken) => {
            Err(Failure::Defect("the address of a provider was not changed"))
        }
    }
}
