use std::collections::BTreeSet;

use latchstring_domain::id::{ProviderId, WorkspaceId};
use latchstring_domain::provider::{Connector, Provider, ProviderUrl, SignInMethod};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::ProviderName;
use latchstring_domain::{Timestamp, Version};

use crate::{Failure, Latchstring};

/// The address of the provider that every sandbox workspace has.
pub const SANDBOX_URL: &str = "https://sandbox.example";

/// What programs call it where they know it as a connector.
pub const SANDBOX_KEY: &str = "sandbox";

/// The sandbox provider of a workspace.
pub(crate) fn sandbox(
    ls: &Latchstring,
    workspace_id: WorkspaceId,
    now: Timestamp,
) -> Result<Provider, Failure> {
    let url = ProviderUrl::parse(SANDBOX_URL).map_err(|_| Failure::Defect("the sandbox address"))?;
    let name = ProviderName::parse("Sandbox Utility").map_err(|_| Failure::Defect("the sandbox name"))?;
    let key = SANDBOX_KEY.parse().map_err(|_| Failure::Defect("the sandbox key"))?;
    Ok(Provider {
        id: ProviderId::generate(now, &mut *ls.rng()),
        workspace_id,
        name,
        url,
        countries: BTreeSet::new(),
        utility_types: BTreeSet::new(),
        method: SignInMethod::Sandbox,
        form: SignInForm::username_and_password(),
        connector: Some(Connector::named(key)),
        logo: None,
        mfa_forwarding: false,
        listed: true,
        created_at: now,
        updated_at: now,
        version: Version::FIRST,
    })
}
