use latchstring_domain::invitation::{Invitation, LinkToken};
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Change, ChangeSet, Invitations as _, Store as _};
use latchstring_storage_testing::fixture::World;
use sea_orm::DbBackend;
use sha2::{Digest as _, Sha256};

use crate::database::{Db, on_all};

const TOKEN: &str = "lsi_q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every row of every table, as text, with bytes in hexadecimal.
async fn dump(db: &Db) -> String {
    let mut dump = String::new();
    for table in db.tables().await {
        let columns = match db.backend() {
            DbBackend::Sqlite => {
                let columns = db.texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
                let shown = |column: &String| format!("quote(\"{column}\")");
                columns.iter().map(shown).collect::<Vec<_>>().join(" || '|' || ")
            }
            // Texts once as they are and once in hexadecimal, which is all that bytes are readable in.
            DbBackend::MySql => {
                let columns =
                    "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()";
                let columns = db.texts(&format!("{columns} AND table_name = '{table}'")).await;
                let shown = |column: &String| format!("HEX(`{column}`), CONVERT(`{column}` USING latin1)");
                let columns: Vec<_> = columns.iter().map(shown).collect();
                format!("CONVERT(CONCAT_WS('|', {}) USING utf8mb4)", columns.join(", "))
            }
            _ => "t::text".to_owned(),
        };
        for row in db.texts(&format!("SELECT {columns} FROM {table} t")).await {
            dump.push_str(&row.to_lowercase());
            dump.push('\n');
        }
    }
    dump
}

/// T039: a copy of the database has the digest of a link and not the link.
async fn t039_a_dump_holds_no_token(db: &Db) {
    let store: std::sync::Arc<dyn latchstring_storage::Store> = std::sync::Arc::new(db.store.clone());
    let mut world = World::seed(&store).await;
    let digest: [u8; 32] = Sha256::digest(TOKEN).into();
    let bare = world.make.bare_invitation(&world.company);
    let token = LinkToken { digest: Digest::new(digest), ..bare.token.clone() };
    let row = Invitation { token, ..bare };
    db.store.commit(ChangeSet::new().with(Change::CreateInvitation(row.clone()))).await.unwrap();
    let found = db.store.invitation_by_token(&Digest::new(digest)).await.unwrap();
    assert_eq!(found, Some(row));

    let dump = dump(db).await;
    assert!(dump.contains(&hex(&digest)), "the dump is not of this database");
    assert!(!dump.contains(&TOKEN.to_lowercase()));
    assert!(!dump.contains(&hex(TOKEN.as_bytes())));
    assert!(!dump.contains(&TOKEN["lsi_".len()..].to_lowercase()));
}

on_all!(t039_a_dump_holds_no_token);
