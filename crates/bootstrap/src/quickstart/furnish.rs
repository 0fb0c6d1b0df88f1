use anyhow::Context as _;
use latchstring_domain::api_key::{Scope, Scopes};
use latchstring_domain::company::Company;
use latchstring_domain::country::Country;
use latchstring_domain::event::Origin;
use latchstring_domain::id::SiteId;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_domain::prefill::{Prefill, ProviderHint};
use latchstring_domain::provider::ProviderUrl;
use latchstring_domain::site::SitePath;
use latchstring_domain::text::{ApiKeyName, CompanyName, SiteName, WorkspaceName};
use latchstring_domain::utility::UtilityType;
use latchstring_domain::workspace::{ExpiryPolicy, Mode, Workspace};
use latchstring_service::company::{CreateCompany, ListCompanies};
use latchstring_service::invitation::{CreateContributor, InvitationTerms, ListInvitations};
use latchstring_service::provider::SANDBOX_URL;
use latchstring_service::site::CreateSite;
use latchstring_service::workspace::CreateWorkspace;
use latchstring_service::{Caller, Latchstring, PageRequest, api_key, company, invitation, site, workspace};
use secrecy::{ExposeSecret as _, SecretString};

use super::facts::Facts;
use super::folder::Folder;

const OPERATOR: &str = "quickstart";
const SITES: [&str; 3] = ["Harbour House", "Mill Lane 4", "Station Offices"];

/// Finds what a quickstart needs in the database, and makes what is missing: a sandbox workspace, a company with three
/// sites, an API key and a live invitation. Whatever an earlier run made, or its user changed, stays as it is.
///
/// # Errors
/// When the storage or the folder fails. Running it again goes on from there.
pub async fn furnish(ls: &Latchstring, folder: &Folder, base_url: &str) -> anyhow::Result<Facts> {
    let workspace = a_workspace(ls).await?;
    let caller = Caller::operator(workspace.id, OPERATOR, Origin::default());
    let (company, site_ids) = a_company(ls, &caller).await?;
    let (api_key, api_key_is_new) = an_api_key(ls, &caller, folder).await?;
    let invitation_url = a_live_link(ls, &caller, &company, &site_ids).await?;
    Ok(Facts {
        base_url: base_url.trim_end_matches('/').to_owned(),
        api_key,
        api_key_file: folder.api_key_file(),
        api_key_is_new,
        workspace_id: workspace.id,
        company_id: company.id,
        public_company_id: company.public_id,
        site_ids,
        invitation_url,
    })
}

async fn a_workspace(ls: &Latchstring) -> anyhow::Result<Workspace> {
    if let Some(first) = workspace::list(ls).await?.into_iter().next() {
        return Ok(first);
    }
    let name = WorkspaceName::parse("Quickstart")?;
    let wish = CreateWorkspace { name, mode: Mode::Sandbox, expiry: ExpiryPolicy::default() };
    Ok(workspace::create(ls, OPERATOR, Origin::default(), wish).await?)
}

/// The oldest company. Its sites are made along with it: a company that is there keeps what sites it has.
async fn a_company(ls: &Latchstring, caller: &Caller) -> anyhow::Result<(Company, Vec<SiteId>)> {
    let all = company::list(ls, caller, ListCompanies { external_id: None, page: None }).await?;
    if let Some(oldest) = all.items.into_iter().next_back()
        && !oldest.sites.is_empty()
    {
        return Ok((oldest.company, oldest.sites.iter().map(|site| site.id).collect()));
    }
    let name = CompanyName::parse("Riverside Properties")?;
    let wish = CreateCompany { name, external_id: None, data_collection_start_date: None };
    let company = company::create(ls, caller, wish).await?;
    let mut ids = Vec::new();
    for name in SITES {
        let name = SiteName::parse(name)?;
        let wish = CreateSite { name, external_id: None, address: None, path: SitePath::default() };
        ids.push(site::create(ls, caller, company.id, wish).await?.id);
    }
    Ok((company, ids))
}

async fn an_api_key(
    ls: &Latchstring,
    caller: &Caller,
    folder: &Folder,
) -> anyhow::Result<(SecretString, bool)> {
    if let Some(text) = folder.api_key()? {
        return Ok((text, false));
    }
    // Reading credentials is for a collector of the user's own making; they can give that right to a key themselves.
    let scopes: Scopes =
        Scope::ALL.iter().copied().filter(|scope| *scope != Scope::CredentialsRead).collect();
    let wish = api_key::CreateApiKey { name: ApiKeyName::parse("Quickstart")?, scopes, expires_at: None };
    let created = api_key::create(ls, caller, wish).await?;
    folder.save_api_key(created.text.expose_secret())?;
    Ok((created.text, true))
}

async fn a_live_link(
    ls: &Latchstring,
    caller: &Caller,
    company: &Company,
    sites: &[SiteId],
) -> anyhow::Result<SecretString> {
    let page = PageRequest::After { last: None, per_page: 50 };
    let status = Some(InvitationStatus::Active);
    let wish = ListInvitations { company_id: Some(company.id), status, page };
    let live = invitation::list(ls, caller, wish).await?.items;
    let ours = |view: &&invitation::InvitationView| {
        view.invitation.max_uses.is_none()
            && !view.invitation.allowed.is_gated()
            && view.invitation.expires_at.is_none()
    };
    if let Some(url) = live.iter().rfind(ours).and_then(|view| view.url.clone()) {
        return Ok(url);
    }
    let prefill = Prefill {
        provider: Some(ProviderHint::Url(ProviderUrl::parse(SANDBOX_URL)?)),
        initial_sites: sites.iter().take(1).copied().collect(),
        utility_types: [UtilityType::Electricity].into(),
        country: Some("US".parse::<Country>()?),
        ..Prefill::default()
    };
    let terms = InvitationTerms::default();
    let wish = CreateContributor { company_id: company.id, prefill, locks: [].into(), terms };
    let made = invitation::create_contributor(ls, caller, wish).await?;
    made.url.context("the new invitation has no link")
}
