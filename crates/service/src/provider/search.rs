use latchstring_domain::country::Country;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::provider::Provider;

use crate::{Failure, Latchstring};

/// Which providers are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchProviders {
    /// Those whose name or address contains this.
    pub text: Option<String>,
    /// Those that serve this country.
    pub country: Option<Country>,
    /// How many at most.
    pub limit: u32,
}

/// The listed providers of a workspace, by name.
///
/// # Errors
/// [`Failure`].
pub async fn search(
    ls: &Latchstring,
    workspace: WorkspaceId,
    wish: &SearchProviders,
) -> Result<Vec<Provider>, Failure> {
    let text = wish.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
    Ok(ls.store().providers(workspace, text, wish.country, wish.limit).await?)
}
