//! Whose software it is, said only by workspaces that want it said.

use sea_orm::sea_query::{Alias, Expr, ExprTrait as _, Query};
use sea_orm::{ConnectionTrait as _, DbErr};
use sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager, async_trait};

/// The look of a workspace that has files and never chose a look, as it was written along with its first file.
const NEVER_CHOSEN: &str = r#"{"font":"system","hides_powered_by":false}"#;
/// The same from now on.
const HIDDEN: &str = r#"{"font":"system","hides_powered_by":true}"#;

pub(super) struct PoweredBy;

impl MigrationName for PoweredBy {
    fn name(&self) -> &'static str {
        "m20261128_000001_powered_by"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for PoweredBy {
    #[expect(
        elided_lifetimes_in_paths,
        reason = "async-trait needs the signature spelled as the trait spells it"
    )]
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let look = Alias::new("look");
        let update = Query::update()
            .table(Alias::new("brandings"))
            .value(look.clone(), HIDDEN)
            .and_where(Expr::col(look).eq(NEVER_CHOSEN))
            .to_owned();
        manager.get_connection().execute(&update).await.map(drop)
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

#[cfg(test)]
mod tests {
    use latchstring_domain::id::WorkspaceId;
    use latchstring_storage::Brandings as _;
    use sea_orm_migration::MigratorTrait as _;
    use uuid::Uuid;

    use crate::migration::Migrator;
    use crate::scratch::Scratch;

    /// Looks as the program before wrote them, and whether they say whose software it is from now on.
    const LOOKS: [(Option<&str>, bool); 5] = [
        (Some(super::NEVER_CHOSEN), false),
        (Some(r##"{"color":"#ffb020","font":"system","hides_powered_by":false}"##), true),
        (Some(r#"{"font":"inter","hides_powered_by":false}"#), true),
        (Some(super::HIDDEN), false),
        (None, false),
    ];

    fn id(place: usize) -> Uuid {
        Uuid::from_u128(0x0000_0000_0000_7000_8000_0000_0000_0000_u128 | u128::try_from(place).unwrap())
    }

    async fn what_was_chosen_stays_and_what_was_not_is_hidden(db: Scratch) {
        let before =
            Migrator::migrations().iter().position(|one| one.name() == "m20261128_000001_powered_by");
        let before = u32::try_from(before.unwrap()).unwrap();
        if !db.is_mariadb() {
            let tx = crate::write::begin(db.store.writer()).await.unwrap();
            Migrator::up(&tx, Some(before)).await.unwrap();
            tx.commit().await.unwrap();
        } else {
            // Which commits every step by itself.
            Migrator::up(db.store.writer(), Some(before)).await.unwrap();
        }
        for (place, (look, _)) in LOOKS.iter().enumerate() {
            let hex = id(place).simple();
            let id = if db.is_postgres() { format!("'{hex}'") } else { format!("x'{hex}'") };
            let look = look.map_or("NULL".to_owned(), |look| format!("'{look}'"));
            db.execute(&format!(
                r#"INSERT INTO workspaces (id, name, mode, expiry, created_at, updated_at, version)
                   VALUES ({id}, 'Acme', 'live', '{{"default":{{"secs":60,"nanos":0}},"ceiling":null}}', 1, 2, 3)"#
            ))
            .await;
            db.execute(&format!(
                "INSERT INTO brandings (workspace_id, look, created_at, updated_at, version)
                 VALUES ({id}, {look}, 1, 2, 3)"
            ))
            .await;
        }
        db.store.migrate().await.unwrap();
        for (place, (look, shown)) in LOOKS.iter().enumerate() {
            let branding = db.store.branding(WorkspaceId::from_uuid(id(place))).await.unwrap().unwrap();
            assert_eq!(branding.look.shows_powered_by, *shown, "{look:?}");
        }
        db.remove().await;
    }

    #[tokio::test]
    async fn sqlite() {
        what_was_chosen_stays_and_what_was_not_is_hidden(Scratch::sqlite().await).await;
    }

    #[tokio::test]
    #[ignore = "needs PostgreSQL: run ./tests/run"]
    async fn postgres() {
        what_was_chosen_stays_and_what_was_not_is_hidden(Scratch::postgres().await).await;
    }

    #[tokio::test]
    #[ignore = "needs MariaDB: run ./tests/run"]
    async fn mariadb() {
        what_was_chosen_stays_and_what_was_not_is_hidden(Scratch::mariadb().await).await;
    }
}
