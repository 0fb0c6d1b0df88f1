//! Rows that a server keeps for a moment, over one database with another server.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use latchstring_domain::api_key::ApiKey;
use latchstring_domain::company::Company;
use latchstring_domain::site::Site;
use latchstring_storage::{ApiKeys as _, Change, ChangeSet, Companies as _, Refusal, Sites as _, Store};
use latchstring_storage_seaorm::SeaOrmStore;
use latchstring_storage_testing::fixture::{World, at};
use tokio::time;

use crate::database::{Db, on_all};

/// What a server keeps rows for.
const SPAN: Duration = Duration::from_secs(1);

/// Lets time pass without waiting for it. Only for this long is the clock stopped: the driver's own timeouts would run out at
/// once while a database works.
async fn pass(span: Duration) {
    time::pause();
    time::advance(span).await;
    time::resume();
}

struct Rows {
    key: ApiKey,
    company: Company,
    site: Site,
}

impl Rows {
    async fn seed(store: &SeaOrmStore) -> Self {
        let shared: Arc<dyn Store> = Arc::new(store.clone());
        let mut world = World::seed(&shared).await;
        let key = world.make.api_key(&world.workspace);
        let key = ApiKey { revoked_at: None, ..key };
        commit(store, Change::CreateApiKey(key.clone())).await;
        Self { key, company: world.company, site: world.sites[0].clone() }
    }

    /// How many times each was changed, as a store sees it.
    async fn seen(&self, store: &SeaOrmStore) -> [u64; 3] {
        let key = store.api_key_by_digest(&self.key.digest).await.unwrap().unwrap();
        assert_eq!(key.revoked_at.is_some(), key.version != self.key.version);
        let company = store.company(self.company.id).await.unwrap().unwrap();
        let sites = store.sites_of(self.company.id).await.unwrap();
        let site = sites.iter().find(|site| site.id == self.site.id).unwrap();
        [
            key.version.number() - self.key.version.number(),
            company.version.number() - self.company.version.number(),
            site.version.number() - self.site.version.number(),
        ]
        .map(|changes| u64::try_from(changes).unwrap())
    }

    async fn change(&self, store: &SeaOrmStore) {
        commit(store, Change::UpdateApiKey(self.key.clone().revoke(at(5)))).await;
        let version = self.company.version.next();
        commit(store, Change::UpdateCompany(Company { version, ..self.company.clone() })).await;
        let version = self.site.version.next();
        commit(store, Change::UpdateSite(Site { version, ..self.site.clone() })).await;
    }
}

async fn commit(store: &SeaOrmStore, change: Change) {
    store.commit(ChangeSet::new().with(change)).await.unwrap();
}

/// A key that another server has revoked is let in for a second at most, and nothing else is older either.
async fn what_another_server_changes_is_seen_within_a_second(db: &Db) {
    let here = db.another_store().await.keeping(SPAN);
    let rows = Rows::seed(&db.store).await;
    assert_eq!(rows.seen(&here).await, [0, 0, 0]);
    rows.change(&db.store).await;
    assert_eq!(rows.seen(&db.store).await, [1, 1, 1]);
    // Otherwise nothing was kept, and this would prove nothing.
    assert_eq!(rows.seen(&here).await, [0, 0, 0]);
    pass(SPAN).await;
    assert_eq!(rows.seen(&here).await, [1, 1, 1]);
    here.close().await.unwrap();
}

/// What is changed here is seen here at once, by every clone, however long rows are kept.
async fn what_this_server_changes_is_seen_at_once(db: &Db) {
    let here = db.another_store().await.keeping(Duration::from_secs(3600));
    let clone = here.clone();
    let rows = Rows::seed(&here).await;
    assert_eq!(rows.seen(&clone).await, [0, 0, 0]);
    rows.change(&here).await;
    assert_eq!(rows.seen(&clone).await, [1, 1, 1]);
    commit(&here, Change::DeleteSite(rows.site.id, rows.site.version.next())).await;
    assert!(clone.sites_of(rows.company.id).await.unwrap().iter().all(|site| site.id != rows.site.id));
    here.close().await.unwrap();
}

/// Who decided on a row that was kept for too long is refused, reads again and gets the new one.
async fn a_decision_on_an_old_row_is_made_anew(db: &Db) {
    let here = db.another_store().await.keeping(Duration::from_secs(3600));
    let rows = Rows::seed(&db.store).await;
    rows.seen(&here).await;
    rows.change(&db.store).await;
    let update = async || {
        let read = here.company(rows.company.id).await.unwrap().unwrap();
        let next = Company { version: read.version.next(), ..read };
        here.commit(ChangeSet::new().with(Change::UpdateCompany(next))).await
    };
    assert_eq!(update().await.unwrap_err().refusal(), Some(Refusal::Stale));
    update().await.unwrap();
    here.close().await.unwrap();
}

/// A revocation takes effect though nobody waits for its end.
async fn a_revocation_that_nobody_waits_for_is_seen(db: &Db) {
    let here = db.another_store().await.keeping(Duration::from_secs(3600));
    let rows = Rows::seed(&here).await;
    rows.seen(&here).await;
    let revoke = ChangeSet::new().with(Change::UpdateApiKey(rows.key.clone().revoke(at(5))));
    assert!(here.commit(revoke).now_or_never().is_none());
    let revoked = async {
        let mut often = time::interval(Duration::from_millis(5));
        while here.api_key_by_digest(&rows.key.digest).await.unwrap().unwrap().revoked_at.is_none() {
            often.tick().await;
        }
    };
    time::timeout(Duration::from_secs(20), revoked).await.unwrap();
    here.close().await.unwrap();
}

on_all!(
    what_another_server_changes_is_seen_within_a_second,
    what_this_server_changes_is_seen_at_once,
    a_decision_on_an_old_row_is_made_anew,
    a_revocation_that_nobody_waits_for_is_seen,
);
