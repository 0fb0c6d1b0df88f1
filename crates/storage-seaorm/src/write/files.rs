use latchstring_domain::branding::{FileKey, StoredFile};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::Applied;
use crate::entity::files::{Column, Entity};
use crate::row;

/// The key is the content's, so a row that is there already is this one.
pub(super) async fn put(tx: &DatabaseTransaction, file: &StoredFile) -> Applied {
    let unless_there = OnConflict::column(Column::Key).do_nothing_on([Column::Key]).to_owned();
    let row = row::files::write(file).into_active_model();
    Entity::insert(row).on_conflict(unless_there).exec_without_returning(tx).await?;
    Ok(())
}

pub(super) async fn take_away(tx: &DatabaseTransaction, key: &FileKey) -> Applied {
    Entity::delete_many().filter(Column::Key.eq(key.as_bytes().to_vec())).exec(tx).await?;
    Ok(())
}
