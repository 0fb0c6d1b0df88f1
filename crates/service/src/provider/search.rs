use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::country::Country;
use latchstring_domain::id::WorkspaceId;
use latchstring_domain::provider::Provider;
use latchstring_domain::utility::UtilityType;
use latchstring_storage::ProviderFilter;

use crate::{Failure, Latchstring};

/// Which providers are wanted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SearchProviders {
    /// Those whose name or address contains this.
    pub text: Option<String>,
    /// Those that serve this country.
    pub country: Option<Country>,
    /// Those that deliver this.
    pub utility_type: Option<UtilityType>,
    /// Those that a link narrows the choice to.
    pub allowed: AllowedProviders,
    /// Those that recipients have named or that were taken out of the catalog, instead of those in it.
    pub unlisted: bool,
    /// How many at most.
    pub limit: u32,
}

impl SearchProviders {
    pub(super) fn filter(&self, workspace: WorkspaceId) -> ProviderFilter {
        let text = self.text.as_deref().map(str::trim).filter(|text| !text.is_empty());
        ProviderFilter {
            workspace,
            listed: !self.unlisted,
            text: text.map(ToOwned::to_owned),
            country: self.country,
            utility_type: self.utility_type,
            among: self.allowed.narrows().then(|| self.allowed.ids().collect()),
        }
    }
}

/// Providers of a workspace, by name. Whoever wants to know whether there are more than a page shows asks for one more.
///
/// # Errors
/// [`Failure`].
pub async fn search(
    ls: &Latchstring,
    workspace: WorkspaceId,
    wish: &SearchProviders,
) -> Result<Vec<Provider>, Failure> {
    Ok(ls.store().providers(&wish.filter(workspace), None, wish.limit).await?)
}
