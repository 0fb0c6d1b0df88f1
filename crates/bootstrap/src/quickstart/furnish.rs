use anyhow::Context as _;
use latchstring_domain::allowed_providers::AllowedProviders;
use latchstring_domain::api_key::{Scope, Scopes};
use latchstring_domain::company::Company;
use latchstring_domain::country::Country;
use latchstring_domain::event::Origin;
use latchstring_domain::flow::{Schema, SchemaField, SchemaTable};
use latchstring_domain::id::SiteId;
use latchstring_domain::invitation::InvitationStatus;
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::prefill::{Prefill, ProviderHint};
use latchstring_domain::provider::{ProviderUrl, SignInMethod};
use latchstring_domain::site::SitePath;
use latchstring_domain::text::{
    ApiKeyName, CompanyName, FieldId, FieldName, FlowName, SiteName, WorkspaceName,
};
use latchstring_domain::utility::UtilityType;
use latchstring_domain::workspace::{ExpiryPolicy, Mode, Workspace};
use latchstring_service::company::{CreateCompany, ListCompanies};
use latchstring_service::flow::CreateFlow;
use latchstring_service::invitation::{
    CreateContributor, InvitationTerms, ListInvitations, WantedInvitations,
};
use latchstring_service::provider::{SANDBOX_URL, SearchProviders};
use latchstring_service::site::CreateSite;
use latchstring_service::workspace::CreateWorkspace;
use latchstring_service::{
    Caller, Latchstring, PageRequest, api_key, company, flow, invitation, provider, site, workspace,
};
use secrecy::{ExposeSecret as _, SecretString};

use super::facts::Facts;
use super::folder::Folder;

const OPERATOR: &str = "quickstart";
const SITES: [&str; 3] = ["Harbour House", "Mill Lane 4", "Station Offices"];
/// What programs call the workspace, in paths that name an environment.
const ENVIRONMENT: &str = "sandbox";
const FLOW: &str = "quickstart";
const TABLE: &str = "Invoices";
/// Its fields, each with whether it is required. The second is called as the sandbox calls one of its own, so that a
/// newcomer sees one that is filled in beforehand and two that are not.
const FIELDS: [(&str, &str, bool); 3] =
    [("number", "Invoice number", true), ("due_on", "Due on", false), ("total", "Total amount", false)];

/// Finds what a quickstart needs in the database, and makes what is missing: a sandbox workspace, a company with three
/// sites, an API key, a live invitation and a flow. Whatever an earlier run made, or its user changed, stays as it is.
///
/// # Errors
/// When the storage or the folder fails. Running it again goes on from there.
pub async fn furnish(ls: &Latchstring, folder: &Folder, base_url: &str) -> anyhow::Result<Facts> {
    let workspace = a_workspace(ls).await?;
    let caller = Caller::operator(workspace.id, OPERATOR, Origin::default());
    let (company, site_ids) = a_company(ls, &caller).await?;
    let (api_key, api_key_is_new) = an_api_key(ls, &caller, folder).await?;
    let invitation_url = a_live_link(ls, &caller, &company, &site_ids).await?;
    let flow = a_flow(ls, &caller).await?;
    Ok(Facts {
        base_url: base_url.trim_end_matches('/').to_owned(),
        api_key,
        api_key_file: folder.api_key_file(),
        api_key_is_new,
        workspace_id: workspace.id,
        environment: workspace.environment.map_or_else(|| workspace.id.to_string(), |key| key.to_string()),
        flow,
        company_id: company.id,
        public_company_id: company.public_id,
        site_ids,
        mail_folder: folder.mail_folder(),
        invitation_url,
    })
}

async fn a_workspace(ls: &Latchstring) -> anyhow::Result<Workspace> {
    if let Some(first) = workspace::list(ls).await?.into_iter().next() {
        return Ok(first);
    }
    let name = WorkspaceName::parse("Quickstart")?;
    let wish = CreateWorkspace {
        name,
        environment: Some(ENVIRONMENT.parse()?),
        mode: Mode::Sandbox,
        expiry: ExpiryPolicy::default(),
    };
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
    let wish = CreateCompany {
        name,
        external_id: None,
        data_collection_start_date: None,
        metadata: Metadata::default(),
    };
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
    let wish = ListInvitations {
        wanted: WantedInvitations { company_id: Some(company.id), status, ..Default::default() },
        page,
    };
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
    let wish = CreateContributor {
        company_id: company.id,
        prefill,
        locks: [].into(),
        allowed_providers: AllowedProviders::default(),
        terms,
    };
    let made = invitation::create_contributor(ls, caller, wish).await?;
    made.url.context("the new invitation has no link")
}

/// The oldest flow. One is made when there is none, and there is a sandbox provider to offer in it.
async fn a_flow(ls: &Latchstring, caller: &Caller) -> anyhow::Result<Option<FlowKey>> {
    if let Some(oldest) = flow::list(ls, caller).await?.into_iter().next() {
        return Ok(Some(oldest.flow.key));
    }
    let Some(connector) = the_sandbox(ls, caller).await? else { return Ok(None) };
    let wish = CreateFlow {
        key: Some(FLOW.parse()?),
        name: FlowName::parse("Quickstart")?,
        connectors: vec![connector],
        schema: Some(schema()?),
    };
    Ok(Some(flow::create(ls, caller, wish).await?.flow.key))
}

/// What names the sandbox provider. One that was made before there were connectors has its id alone.
async fn the_sandbox(ls: &Latchstring, caller: &Caller) -> anyhow::Result<Option<ConnectorKey>> {
    let wish =
        SearchProviders { text: Some(SANDBOX_URL.to_owned()), limit: 50, ..SearchProviders::default() };
    let found = provider::search(ls, caller.workspace_id(), &wish).await?;
    let Some(sandbox) = found.into_iter().find(|one| one.method == SignInMethod::Sandbox) else {
        return Ok(None);
    };
    Ok(Some(match sandbox.connector {
        Some(connector) => connector.key,
        None => sandbox.id.to_string().parse()?,
    }))
}

fn schema() -> anyhow::Result<Schema> {
    let mut fields = Vec::new();
    for (id, name, required) in FIELDS {
        fields.push(SchemaField { id: FieldId::parse(id)?, name: FieldName::parse(name)?, required });
    }
    Ok(Schema::new(vec![SchemaTable { table: FieldName::parse(TABLE)?, fields }])?)
}
