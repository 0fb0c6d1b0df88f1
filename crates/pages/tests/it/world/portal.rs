//! Links in the hotglue shape, and what they offer.

use latchstring_domain::event::{Event, EventKind, Subject};
use latchstring_domain::flow::{Flow, Schema, SchemaField, SchemaTable};
use latchstring_domain::id::ProviderId;
use latchstring_domain::key::{ConnectorKey, FlowKey};
use latchstring_domain::metadata::Metadata;
use latchstring_domain::portal::PortalOptions;
use latchstring_domain::provider::{Connector, Provider, ProviderUrl};
use latchstring_domain::sign_in::{Adornment, FieldKind, SignInField, SignInForm};
use latchstring_domain::text::{CompanyName, ExternalId, FieldId, FieldName, FlowName, ProviderName};
use latchstring_service::company::CreateCompany;
use latchstring_service::connector::ConnectorImport;
use latchstring_service::flow::CreateFlow;
use latchstring_service::portal::{CreatePortalLink, PortalLink, PortalWish};
use latchstring_service::ports::Answers;
use latchstring_service::{company, connector, flow, invitation, portal};
use latchstring_storage::{Events as _, Flows as _};
use secrecy::{ExposeSecret as _, SecretString};

use super::{World, new_site};

/// Whose accounts portals ask for, unless a test says otherwise.
pub(crate) const TENANT: &str = "tenant-4711";

/// The path and query of a portal.
pub(crate) fn address(portal: &PortalLink) -> String {
    portal.url.expose_secret().to_owned()
}

/// The token in it.
pub(crate) fn portal_token(portal: &PortalLink) -> String {
    address(portal).split_once("token=").unwrap().1.to_owned()
}

/// What a form is filled in with.
pub(crate) fn answers(values: &[(&str, &str)]) -> Answers {
    Answers::new(values.iter().map(|(key, value)| ((*key).to_owned(), SecretString::from(*value))).collect())
}

/// A required field.
pub(crate) fn field(key: &str, kind: FieldKind) -> SignInField {
    SignInField {
        key: key.to_owned(),
        label: key.to_owned(),
        help: None,
        kind,
        required: true,
        pattern: None,
        adornment: Adornment::default(),
        options: Vec::new(),
    }
}

/// Tables with fields; those with a star are required.
pub(crate) fn schema(tables: &[(&str, &[&str])]) -> Schema {
    let field = |name: &&str| SchemaField {
        id: FieldId::parse(&name.trim_end_matches('*').to_lowercase()).unwrap(),
        name: FieldName::parse(name.trim_end_matches('*')).unwrap(),
        required: name.ends_with('*'),
    };
    let table = |(name, fields): &(&str, &[&str])| SchemaTable {
        table: FieldName::parse(name).unwrap(),
        fields: fields.iter().map(field).collect(),
    };
    Schema::new(tables.iter().map(table).collect()).unwrap()
}

impl World {
    /// A connector whose customers sign in with a user name and a password that nobody checks.
    pub(crate) async fn connector(&self, key: &str, name: &str) -> Provider {
        self.connector_with(key, name, |_| {}).await
    }

    pub(crate) async fn connector_with(
        &self,
        key: &str,
        name: &str,
        change: impl FnOnce(&mut ConnectorImport),
    ) -> Provider {
        let key: ConnectorKey = key.parse().unwrap();
        let mut import = ConnectorImport {
            oauth: None,
            connector: Connector::named(key.clone()),
            name: ProviderName::parse(name).unwrap(),
            url: ProviderUrl::parse(&format!("https://www.{key}.example/login")).unwrap(),
            form: SignInForm::username_and_password(),
        };
        change(&mut import);
        connector::import(&self.ls, &self.caller, &[import]).await.unwrap();
        self.store.connector(self.workspace.id, &key).await.unwrap().unwrap()
    }

    pub(crate) async fn flow(&self, key: &str, name: &str, connectors: &[&str]) -> Flow {
        self.flow_with(key, name, connectors, None).await
    }

    pub(crate) async fn flow_with(
        &self,
        key: &str,
        name: &str,
        connectors: &[&str],
        schema: Option<Schema>,
    ) -> Flow {
        let wish = CreateFlow {
            key: Some(key.parse().unwrap()),
            name: FlowName::parse(name).unwrap(),
            connectors: connectors.iter().map(|key| key.parse().unwrap()).collect(),
            schema,
        };
        // Oldest first, which within a millisecond is nobody's order.
        self.clock.advance(std::time::Duration::from_millis(1));
        flow::create(&self.ls, &self.caller, wish).await.unwrap().flow
    }

    pub(crate) async fn delete_flow(&self, key: &str) {
        flow::delete(&self.ls, &self.caller, &key.parse::<FlowKey>().unwrap()).await.unwrap();
    }

    /// A flow "books" of the sandbox and two more.
    pub(crate) async fn books(&self) -> Flow {
        self.connector("quay", "Quay Books").await;
        self.connector("fjord", "Fjord Ledger").await;
        self.flow("books", "Accounting", &["sandbox", "quay", "fjord"]).await
    }

    /// A link to everything that any flow has.
    pub(crate) async fn portal(&self, options: PortalOptions) -> PortalLink {
        self.portal_to(PortalWish::All, options, Answers::default()).await
    }

    /// A link to one connector of the flow "books".
    pub(crate) async fn portal_to_one(&self, connector: &str, options: PortalOptions) -> PortalLink {
        let offer =
            PortalWish::Connector { flow: "books".parse().unwrap(), connector: connector.parse().unwrap() };
        self.portal_to(offer, options, Answers::default()).await
    }

    pub(crate) async fn portal_to(
        &self,
        offer: PortalWish,
        options: PortalOptions,
        connect_values: Answers,
    ) -> PortalLink {
        let wish = CreatePortalLink {
            tenant: ExternalId::parse(TENANT).unwrap(),
            offer,
            expires_at: None,
            options,
            connect_values,
            tenant_metadata: None,
        };
        portal::create_link(&self.ls, &self.caller, &self.workspace.id.to_string(), wish).await.unwrap()
    }

    /// Gives the tenant sites, of which a portal then asks.
    pub(crate) async fn tenant_sites(&self, names: &[&str]) -> Vec<latchstring_domain::site::Site> {
        let wish = CreateCompany {
            name: CompanyName::parse("Harbour Ltd").unwrap(),
            external_id: Some(ExternalId::parse(TENANT).unwrap()),
            data_collection_start_date: None,
            metadata: Metadata::default(),
        };
        let company = company::create(&self.ls, &self.caller, wish).await.unwrap();
        let mut sites = Vec::new();
        for name in names {
            sites.push(new_site(&self.ls, &self.caller, &company, name).await);
        }
        sites
    }

    pub(crate) async fn revoke_portal(&self, portal: &PortalLink) {
        invitation::revoke(&self.ls, &self.caller, portal.invitation.id).await.unwrap();
    }

    /// How often a portal was used.
    pub(crate) async fn portal_uses(&self, portal: &PortalLink) -> u32 {
        self.detail(portal.invitation.id).await.view.invitation.use_count
    }

    pub(crate) async fn portal_events(&self, portal: &PortalLink) -> Vec<Event> {
        self.store.events_of(Subject::Invitation(portal.invitation.id), 0, 200).await.unwrap()
    }

    pub(crate) async fn portal_event_kinds(&self, portal: &PortalLink) -> Vec<EventKind> {
        self.portal_events(portal).await.into_iter().map(|event| event.body.kind).collect()
    }

    /// How often this provider was connected.
    pub(crate) async fn connected(&self, provider: ProviderId) -> usize {
        let made = self.connections().await;
        made.into_iter().filter(|connection| connection.provider.id == provider).count()
    }
}
