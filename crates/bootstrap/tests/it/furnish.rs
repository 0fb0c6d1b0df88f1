//! What a quickstart furnishes its folder with, the first time and after that.

use latchstring_bootstrap::quickstart::{Facts, Folder, furnish};
use latchstring_bootstrap::store::{OpenStore, Role};
use latchstring_domain::event::Origin;
use latchstring_domain::key::FlowKey;
use latchstring_domain::provider::Provider;
use latchstring_secrets::link_openers::LinkOpeners;
use latchstring_service::provider::{SearchProviders, search};
use latchstring_service::{Caller, Latchstring, flow};
use latchstring_storage::{Change, ChangeSet};
use tempfile::TempDir;

const BASE_URL: &str = "http://127.0.0.1:8080";

struct Quickstart {
    ls: Latchstring,
    store: OpenStore,
    folder: Folder,
    // After the database in it.
    _dir: TempDir,
}

impl Quickstart {
    async fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let folder = Folder::open(dir.path()).unwrap();
        let keyring = folder.keyring().unwrap();
        let store = OpenStore::open_sqlite(&folder.database(), Role::Server).await.unwrap();
        store.migrate().await.unwrap();
        let (base_url, openers) = (BASE_URL.parse().unwrap(), LinkOpeners::default());
        let outgoing = latchstring_bootstrap::GuardedOutgoing::new(Default::default(), None).unwrap();
        let ls = latchstring_bootstrap::latchstring(store.store(), keyring, base_url, openers, outgoing)
            .await
            .unwrap();
        Self { ls, store, folder, _dir: dir }
    }

    async fn furnished(&self) -> Facts {
        furnish(&self.ls, &self.folder, BASE_URL).await.unwrap()
    }

    async fn flow(&self, facts: &Facts, key: &FlowKey) -> flow::FlowView {
        flow::get(&self.ls, &caller(facts), key).await.unwrap()
    }

    async fn sandbox(&self, facts: &Facts) -> Provider {
        let wish = SearchProviders { limit: 10, ..SearchProviders::default() };
        search(&self.ls, facts.workspace_id, &wish).await.unwrap().pop().unwrap()
    }

    /// Makes the folder what it was before there were connectors and flows.
    async fn age(&self, facts: &Facts) {
        let view = self.flow(facts, facts.flow.as_ref().unwrap()).await;
        let sandbox = self.sandbox(facts).await;
        let old = Provider { connector: None, version: sandbox.version.next(), ..sandbox };
        let set = ChangeSet::new()
            .with(Change::DeleteFlow(view.flow.id, view.flow.version))
            .with(Change::UpdateProvider(old));
        self.store.store().commit(set).await.unwrap();
    }
}

fn caller(facts: &Facts) -> Caller {
    Caller::operator(facts.workspace_id, "test", Origin::default())
}

#[tokio::test]
async fn a_newcomer_finds_a_flow_to_make_portal_links_for() {
    let quickstart = Quickstart::new().await;
    let facts = quickstart.furnished().await;
    assert_eq!(
        (facts.environment.as_str(), facts.flow.as_ref().unwrap().as_str()),
        ("sandbox", "quickstart")
    );

    let view = quickstart.flow(&facts, &"quickstart".parse().unwrap()).await;
    assert_eq!(view.flow.name.as_str(), "Quickstart");
    let keys: Vec<_> =
        view.connectors.iter().map(|one| one.connector.as_ref().unwrap().key.as_str()).collect();
    assert_eq!(keys, ["sandbox"]);
    let schema = view.flow.schema.unwrap();
    let fields: Vec<_> = schema
        .fields()
        .map(|(table, field)| (table.table.as_str(), field.id.as_str(), field.required))
        .collect();
    assert_eq!(
        fields,
        [("Invoices", "number", true), ("Invoices", "due_on", false), ("Invoices", "total", false)]
    );
}

#[tokio::test]
async fn what_is_there_stays_as_it_is() {
    let quickstart = Quickstart::new().await;
    let first = quickstart.furnished().await;
    let again = quickstart.furnished().await;
    assert_eq!(again.flow, first.flow);
    assert_eq!(again.workspace_id, first.workspace_id);
    assert_eq!(flow::list(&quickstart.ls, &caller(&first)).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_folder_from_before_there_were_flows_gets_one() {
    let quickstart = Quickstart::new().await;
    let facts = quickstart.furnished().await;
    quickstart.age(&facts).await;

    let facts = quickstart.furnished().await;
    let view = quickstart.flow(&facts, facts.flow.as_ref().unwrap()).await;
    assert_eq!(view.connectors, [quickstart.sandbox(&facts).await]);
    assert_eq!(view.connectors[0].connector, None, "the provider stays as it is");
}
