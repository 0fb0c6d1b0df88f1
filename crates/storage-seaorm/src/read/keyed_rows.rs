use async_trait::async_trait;
use latchstring_storage::{KeyedRow, KeyedRows, KeyedTable, StorageError};
use sea_orm::{
    ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Select, Value,
};
use uuid::Uuid;

use super::connections::with_sites;
use super::{Result, all, capped};
use crate::SeaOrmStore;
use crate::driver;
use crate::entity::{
    connections, flow_sessions, invitations, kept_answers, magic_links, mfa_messages, providers,
    webhook_endpoints,
};
use crate::row;

/// The next rows of a table in the order of its key, which is its primary one.
fn onward<E: EntityTrait>(key: E::Column, after: Option<Value>, limit: u32) -> Select<E> {
    E::find()
        .apply_if(after, |query, after| query.filter(key.gt(after)))
        .order_by_asc(key)
        .limit(capped(limit))
}

async fn rows<E, T>(
    db: &DatabaseConnection,
    query: Select<E>,
    read: impl Fn(E::Model) -> Result<T>,
    row: fn(T) -> KeyedRow,
) -> Result<Vec<KeyedRow>>
where
    E: EntityTrait,
{
    all(db, query, |model| read(model).map(row)).await
}

#[async_trait]
impl KeyedRows for SeaOrmStore {
    async fn keyed_rows(&self, table: KeyedTable, after: Option<&[u8]>, limit: u32) -> Result<Vec<KeyedRow>> {
        let db = self.reader();
        if table == KeyedTable::Answers {
            let after = after.map(|slot| slot.to_vec().into());
            let query = onward::<kept_answers::Entity>(kept_answers::Column::Slot, after, limit);
            return rows(db, query, row::kept_answers::read, KeyedRow::Answer).await;
        }
        let id = after.map(Uuid::from_slice).transpose().map_err(StorageError::defect)?;
        let after = id.map(Value::from);
        match table {
            KeyedTable::Endpoints => {
                let query = onward::<webhook_endpoints::Entity>(webhook_endpoints::Column::Id, after, limit);
                rows(db, query, row::webhook_endpoints::read, KeyedRow::Endpoint).await
            }
            KeyedTable::Providers => {
                let query = onward::<providers::Entity>(providers::Column::Id, after, limit);
                rows(db, query, row::providers::read, KeyedRow::Provider).await
            }
            KeyedTable::Connections => {
                let query = onward::<connections::Entity>(connections::Column::Id, after, limit);
                let models = query.all(db).await.map_err(driver::failure)?;
                Ok(with_sites(db, models).await?.into_iter().map(KeyedRow::Connection).collect())
            }
            KeyedTable::Invitations => {
                let query = onward::<invitations::Entity>(invitations::Column::Id, after, limit);
                rows(db, query, row::invitations::read, KeyedRow::Invitation).await
            }
            KeyedTable::MagicLinks => {
                let query = onward::<magic_links::Entity>(magic_links::Column::Id, after, limit);
                rows(db, query, row::magic_links::read, KeyedRow::MagicLink).await
            }
            KeyedTable::FlowSessions => {
                let query = onward::<flow_sessions::Entity>(flow_sessions::Column::Id, after, limit);
                rows(db, query, row::flow_sessions::read, KeyedRow::FlowSession).await
            }
            KeyedTable::MfaMessages => {
                let query = onward::<mfa_messages::Entity>(mfa_messages::Column::Id, after, limit);
                rows(db, query, row::mfa_messages::read, KeyedRow::MfaMessage).await
            }
            KeyedTable::Answers => Ok(Vec::new()),
        }
    }
}
