import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.TreeSet;

/** What a BI tool asks of DatabaseMetaData: tables, columns, keys and relationships; and every other call without arguments. */
class Metadata {
  public static void main(String[] args) throws Exception {
    String url = "jdbc:postgresql://%s:%s/%s".formatted(env("PGHOST"), env("PGPORT"), env("PGDATABASE"));
    try (Connection connection = DriverManager.getConnection(url, env("PGUSER"), env("PGPASSWORD"))) {
      fill(connection);
      DatabaseMetaData data = connection.getMetaData();
      show("catalogs", data.getCatalogs(), "TABLE_CAT");
      show("schemas", data.getSchemas(), "TABLE_SCHEM");
      String[] types = {"TABLE", "VIEW"};
      show("tables", data.getTables(null, "shop", "%", types), "TABLE_NAME", "TABLE_TYPE", "REMARKS");
      show("columns", data.getColumns(null, "shop", "order_lines", "%"),
          "COLUMN_NAME", "DATA_TYPE", "TYPE_NAME", "COLUMN_SIZE", "DECIMAL_DIGITS", "IS_NULLABLE", "ORDINAL_POSITION");
      show("columns of a view", data.getColumns(null, "shop", "big_lines", "%"), "COLUMN_NAME", "TYPE_NAME");
      show("primary key", data.getPrimaryKeys(null, "shop", "order_lines"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME");
      show("imported keys", data.getImportedKeys(null, "shop", "order_lines"),
          "PKTABLE_NAME", "PKCOLUMN_NAME", "FKTABLE_NAME", "FKCOLUMN_NAME", "FK_NAME", "PK_NAME");
      show("exported keys", data.getExportedKeys(null, "shop", "orders"), "FKTABLE_NAME", "FKCOLUMN_NAME");
      show("cross reference", data.getCrossReference(null, "shop", "orders", null, "shop", "order_lines"), "FKCOLUMN_NAME");
      show("indexes", data.getIndexInfo(null, "shop", "orders", false, false), "INDEX_NAME", "COLUMN_NAME", "NON_UNIQUE");
      show("best row", data.getBestRowIdentifier(null, "shop", "orders", DatabaseMetaData.bestRowSession, true), "COLUMN_NAME");
      show("privileges", data.getTablePrivileges(null, "shop", "orders"), "GRANTEE", "PRIVILEGE");
      show("hidden columns", data.getColumns(null, "shop", "orders", "\\_%"), "COLUMN_NAME");
      System.out.println("calls without arguments: " + callAll(data));
    }
  }

  private static void fill(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA shop");
      statement.execute("CREATE TABLE shop.orders (order_id bigint PRIMARY KEY, made timestamp NOT NULL)");
      statement.execute("CREATE TABLE shop.order_lines (order_id bigint REFERENCES shop.orders (order_id), line integer,"
          + " price decimal(10,2), note varchar(40), PRIMARY KEY (order_id, line))");
      statement.execute("CREATE VIEW shop.big_lines AS SELECT order_id, price FROM shop.order_lines WHERE price > 100");
      statement.execute("COMMENT ON TABLE shop.orders IS 'What was ordered'");
    }
  }

  private static void show(String what, ResultSet rows, String... columns) throws Exception {
    List<String> found = new ArrayList<>();
    while (rows.next()) {
      StringJoiner row = new StringJoiner(" ");
      for (String column : columns) row.add(String.valueOf(rows.getString(column)));
      found.add(row.toString());
    }
    System.out.println(what + ": " + String.join("; ", found));
  }

  /** Calls every method that takes no argument, and reads what comes; answers how many worked and which did not. */
  private static String callAll(DatabaseMetaData data) throws Exception {
    int worked = 0;
    TreeSet<String> failed = new TreeSet<>();
    for (Method method : DatabaseMetaData.class.getMethods()) {
      if (method.getParameterCount() > 0) continue;
      try {
        if (method.invoke(data) instanceof ResultSet rows) {
          ResultSetMetaData columns = rows.getMetaData();
          while (rows.next()) for (int i = 1; i <= columns.getColumnCount(); i++) rows.getObject(i);
        }
        worked++;
      } catch (java.lang.reflect.InvocationTargetException error) {
        if (!(error.getCause() instanceof SQLFeatureNotSupportedException)) failed.add(method.getName() + " " + error.getCause());
      }
    }
    return worked + " work, " + failed + " fail";
  }

  private static String env(String name) {
    return System.getenv(name);
  }
}
