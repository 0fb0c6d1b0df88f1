use latchstring_domain::invitation::{Invitation, LinkToken};
use latchstring_domain::sealed::Digest;
use latchstring_storage::{Change, ChangeSet, Invitations as _, Store as _};
use latchstring_storage_testing::fixture::World;
use sha2::{Digest as _, Sha256};

use crate::database::{Db, on_both};

const TOKEN: &str = "lsi_q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every row of every table, as text, with bytes in hexadecimal.
async fn dump(db: &Db) -> String {
    let mut dump = String::new();
    for table in db.tables().await {
        let columns = if db.is_sqlite() {
            let columns = db.texts(&format!("SELECT name FROM pragma_table_info('{table}')")).await;
            let shown = |column: &String| format!("quote(\"{column}\")");
            columns.iter().map(shown).collect::<Vec<_>>().join(" || '|' || ")
        } else {
            "t::text".to_owned()
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

on_both!(t039_a_dump_holds_no_token);
