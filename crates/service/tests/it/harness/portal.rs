use std::str::FromStr;

use latchstring_domain::company::Company;
use latchstring_domain::flow::{FieldRef, Flow, MappedField, Schema, SchemaField, SchemaTable};
use latchstring_domain::id::{FlowId, ProviderId};
use latchstring_domain::portal::PortalOptions;
use latchstring_domain::provider::{Connector, Provider, ProviderUrl};
use latchstring_domain::sign_in::SignInForm;
use latchstring_domain::text::{ExternalId, FieldId, FieldName, FlowName, ProviderName};
use latchstring_service::company::CompanyChanges;
use latchstring_service::connector::ConnectorImport;
use latchstring_service::flow::CreateFlow;
use latchstring_service::flow_session::{self, FlowPass, Presented, ProviderWish, SignInProgress};
use latchstring_service::portal::{CreatePortalLink, PortalLink, PortalWish};
use latchstring_service::ports::Answers;
use latchstring_service::{company, connector, flow, portal};
use latchstring_storage::{Companies as _, Flows as _, Slice};
use secrecy::{ExposeSecret as _, SecretString};

use super::{PASSWORD, USERNAME, World, credentials, origin};

/// What the customer's programs call the tenant that links are made for, unless a test says otherwise.
pub(crate) const TENANT: &str = "tenant-7";

pub(crate) fn tenant(name: &str) -> ExternalId {
    ExternalId::parse(name).unwrap()
}

/// A key, or whatever else is read from a text.
pub(crate) fn typed<T: FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

pub(crate) fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs
        .iter()
        .fold(Answers::default(), |answers, (key, value)| answers.with(key, SecretString::from(*value)))
}

/// A schema of one table; a field whose id ends in `!` is required.
pub(crate) fn schema(table: &str, fields: &[&str]) -> Schema {
    let field = |id: &&str| {
        let (id, required) = id.strip_suffix('!').map_or((*id, false), |id| (id, true));
        SchemaField { id: FieldId::parse(id).unwrap(), name: FieldName::parse(id).unwrap(), required }
    };
    let fields = fields.iter().map(field).collect();
    Schema::new(vec![SchemaTable { table: FieldName::parse(table).unwrap(), fields }]).unwrap()
}

/// That a field of the customer's is filled with one of the source's, each written `table.field`.
pub(crate) fn mapped(target: &str, source: &str) -> MappedField {
    let named = |text: &str| {
        let (table, field) = text.split_once('.').unwrap();
        FieldRef { table: FieldName::parse(table).unwrap(), field: FieldId::parse(field).unwrap() }
    };
    MappedField { target: named(target), source: named(source) }
}

impl World {
    /// What the customer's programs call the workspace.
    pub(crate) fn environment(&self) -> String {
        self.workspace.id.to_string()
    }

    /// A connector at an address of its own, to which one signs in with user name and password.
    pub(crate) fn connector(&self, key: &str) -> ConnectorImport {
        ConnectorImport {
            oauth: None,
            connector: Connector::named(typed(key)),
            name: ProviderName::parse(key).unwrap(),
            url: ProviderUrl::parse(&format!("https://{key}.example")).unwrap(),
            form: SignInForm::username_and_password(),
        }
    }

    /// Takes such connectors into the catalog.
    pub(crate) async fn import(&self, keys: &[&str]) -> Vec<Provider> {
        let wish: Vec<_> = keys.iter().map(|key| self.connector(key)).collect();
        connector::import(&self.ls, &self.caller, &wish).await.unwrap();
        let mut made = Vec::with_capacity(keys.len());
        for key in keys {
            made.extend(self.store.connector(self.workspace.id, &typed(key)).await.unwrap());
        }
        made
    }

    pub(crate) fn flow_wish(&self, key: &str, connectors: &[&str]) -> CreateFlow {
        CreateFlow {
            key: Some(typed(key)),
            name: FlowName::parse(key).unwrap(),
            connectors: connectors.iter().map(|key| typed(key)).collect(),
            schema: None,
        }
    }

    pub(crate) async fn flow(&self, key: &str, connectors: &[&str]) -> Flow {
        flow::create(&self.ls, &self.caller, self.flow_wish(key, connectors)).await.unwrap().flow
    }

    pub(crate) async fn flow_to_map(&self, key: &str, connectors: &[&str], schema: Schema) -> Flow {
        let wish = CreateFlow { schema: Some(schema), ..self.flow_wish(key, connectors) };
        flow::create(&self.ls, &self.caller, wish).await.unwrap().flow
    }

    /// A link for [`TENANT`], for ever, without options.
    pub(crate) fn portal_wish(&self, offer: PortalWish) -> CreatePortalLink {
        CreatePortalLink {
            tenant: tenant(TENANT),
            offer,
            expires_at: None,
            options: PortalOptions::default(),
            connect_values: Answers::default(),
            tenant_metadata: None,
        }
    }

    pub(crate) async fn portal(&self, wish: CreatePortalLink) -> PortalLink {
        portal::create_link(&self.ls, &self.caller, &self.environment(), wish).await.unwrap()
    }

    /// A link to everything, with these options.
    pub(crate) async fn portal_with(&self, options: PortalOptions) -> PortalLink {
        self.portal(CreatePortalLink { options, ..self.portal_wish(PortalWish::All) }).await
    }

    /// The company that the customer's programs call this.
    pub(crate) async fn company_called(&self, name: &str) -> Option<Company> {
        let slice = Slice::first(2);
        let mut found = self.store.companies(self.workspace.id, Some(&tenant(name)), slice).await.unwrap();
        assert!(found.len() < 2, "{name} is there twice");
        found.pop()
    }

    /// Lets the customer's programs call the company with the two sites [`TENANT`].
    pub(crate) async fn company_is_the_tenant(&self) {
        let wish = CompanyChanges { external_id: Some(Some(tenant(TENANT))), ..CompanyChanges::default() };
        company::update(&self.ls, &self.caller, self.company.id, wish).await.unwrap();
    }

    pub(crate) async fn open_portal(&self, link: &PortalLink) -> FlowPass {
        let url = link.url.expose_secret();
        let (_, token) = url.split_once("token=").unwrap();
        flow_session::open(&self.ls, Presented::Invitation(token), &origin(10)).await.unwrap().pass
    }

    pub(crate) async fn choose_offered(&self, pass: &FlowPass, flow: FlowId, provider: ProviderId) {
        let wish = ProviderWish::Offered { flow, provider };
        flow_session::choose_provider(&self.ls, pass, &wish, None, &origin(11)).await.unwrap();
    }

    /// Chooses what is offered and signs in as a user whom the sandbox lets in, and any other provider too.
    pub(crate) async fn signed_in_at(&self, pass: &FlowPass, flow: FlowId, provider: ProviderId) {
        self.choose_offered(pass, flow, provider).await;
        let progress =
            flow_session::sign_in(&self.ls, pass, credentials(USERNAME, PASSWORD), &origin(12)).await;
        assert_eq!(progress.unwrap(), SignInProgress::SignedIn);
    }
}
