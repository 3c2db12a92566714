import java.math.BigDecimal;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** pgjdbc, as an application uses it. Each line printed is a check that held; any failure ends with a stack trace. */
public final class Loop {
  private static final String SLOW =
      "SELECT count(*) FROM generate_series(1, 3000000) a(x), generate_series(1, 100000) b(y) WHERE x + y = 0";

  public static void main(String[] args) throws Exception {
    try (Connection connection = connect("all", System.getenv("PGPASSWORD"))) {
      preparedStatements(connection);
      metadata(connection);
      batch(connection);
      fetchSize(connection);
      errors(connection);
      autosave();
      cancel(connection);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("DROP TABLE jdbc_gear");
      }
    }
    logins();
  }

  private static Connection connect(String database, String password) throws SQLException {
    return connect(database, password, "never");
  }

  private static Connection connect(String database, String password, String autosave) throws SQLException {
    String url = "jdbc:postgresql://" + System.getenv("PGHOST") + ":" + System.getenv("PGPORT") + "/" + database;
    Properties properties = new Properties();
    properties.setProperty("user", System.getenv("PGUSER"));
    properties.setProperty("password", password);
    properties.setProperty("autosave", autosave);
    return DriverManager.getConnection(url, properties);
  }

  /** From the fifth execution on the driver names the statement on the server and asks for binary results. */
  private static void preparedStatements(Connection connection) throws SQLException {
    String sql =
        "SELECT CAST(? AS integer) + 1 AS i, CAST(? AS bigint) AS l, CAST(? AS decimal(10,2)) AS n, CAST(? AS text) AS t,"
            + " CAST(? AS date) AS d, CAST(? AS timestamp) AS ts, CAST(? AS double precision) AS f, CAST(? AS boolean) AS b";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int n = 0; n < 12; n++) {
        statement.setInt(1, n);
        statement.setLong(2, 9_000_000_000L + n);
        statement.setBigDecimal(3, new BigDecimal("12.30"));
        statement.setString(4, n % 3 == 0 ? null : "naïve 雪 " + n);
        statement.setDate(5, Date.valueOf("2026-04-01"));
        statement.setTimestamp(6, Timestamp.valueOf("2026-04-01 12:30:00.25"));
        statement.setDouble(7, n / 4.0);
        statement.setBoolean(8, n % 2 == 0);
        try (ResultSet row = statement.executeQuery()) {
          check(row.next(), "a row");
          equal(row.getInt("i"), n + 1);
          equal(row.getLong("l"), 9_000_000_000L + n);
          equal(row.getBigDecimal("n"), new BigDecimal("12.30"));
          equal(row.getString("t"), n % 3 == 0 ? null : "naïve 雪 " + n);
          equal(row.getDate("d"), Date.valueOf("2026-04-01"));
          equal(row.getTimestamp("ts"), Timestamp.valueOf("2026-04-01 12:30:00.25"));
          equal(row.getDouble("f"), n / 4.0);
          equal(row.getBoolean("b"), n % 2 == 0);
          check(!row.next(), "one row");
        }
      }
    }
    System.out.println("prepared statement: 12 executions, text then binary");
  }

  private static void metadata(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT CAST(1 AS integer) AS id, CAST('x' AS text) AS name, CAST(1 AS decimal(10,2)) AS price,"
                    + " DATE '2026-04-01' AS sold")) {
      ResultSetMetaData data = rows.getMetaData();
      equal(data.getColumnCount(), 4);
      equal(data.getColumnLabel(2), "name");
      equal(data.getColumnType(1), Types.INTEGER);
      equal(data.getColumnType(2), Types.VARCHAR);
      equal(data.getColumnType(3), Types.NUMERIC);
      equal(data.getPrecision(3), 10);
      equal(data.getScale(3), 2);
      equal(data.getColumnType(4), Types.DATE);
    }
    equal(connection.getMetaData().getDatabaseProductName(), "PostgreSQL");
    System.out.println("metadata: names, types, precision, scale");
  }

  private static void batch(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("CREATE TABLE jdbc_gear (id integer, name text, price decimal(10,2))");
    }
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO jdbc_gear VALUES (?, ?, ?)")) {
      for (int n = 0; n < 1000; n++) {
        insert.setInt(1, n);
        insert.setString(2, "piece " + n);
        insert.setBigDecimal(3, new BigDecimal(n).movePointLeft(2));
        insert.addBatch();
      }
      int rows = 0;
      for (int count : insert.executeBatch()) rows += count;
      equal(rows, 1000);
      connection.commit();
      insert.setInt(1, 5000);
      insert.setString(2, "rolled back");
      insert.setBigDecimal(3, BigDecimal.ONE);
      equal(insert.executeUpdate(), 1);
      connection.rollback();
    }
    equal(count(connection, "jdbc_gear"), 1000L);
    connection.commit();
    connection.setAutoCommit(true);
    System.out.println("batch: 1000 rows, one more rolled back");
  }

  private static void fetchSize(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement select = connection.prepareStatement("SELECT id, price FROM jdbc_gear ORDER BY id")) {
      select.setFetchSize(64);
      for (int round = 0; round < 7; round++) {
        int rows = 0;
        try (ResultSet each = select.executeQuery()) {
          while (each.next()) equal(each.getInt(1), rows++);
        }
        equal(rows, 1000);
      }
    }
    connection.commit();
    connection.setAutoCommit(true);
    System.out.println("fetch size: 1000 rows by 64, 7 times");
  }

  private static void errors(Connection connection) throws SQLException {
    equal(stateOf(connection, "SELECT * FROM no_such_table"), "42P01");
    equal(stateOf(connection, "SELECT nothing FROM jdbc_gear"), "42703");
    equal(stateOf(connection, "SELEC 1"), "42601");
    equal(stateOf(connection, "SELECT CAST('x' AS integer)"), "22P02");
    connection.setAutoCommit(false);
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO jdbc_gear SELECT CAST(? AS integer), 'x', 1")) {
      for (String id : new String[] {"1", "two", "3"}) {
        insert.setString(1, id);
        insert.addBatch();
      }
      insert.executeBatch();
      throw new AssertionError("the batch went through");
    } catch (BatchUpdateException error) {
      equal(error.getSQLState(), "22P02");
    }
    connection.rollback();
    connection.setAutoCommit(true);
    equal(count(connection, "jdbc_gear"), 1000L);
    System.out.println("errors: 42P01, 42703, 42601, 22P02, and 22P02 in a batch");
  }

  /** The driver sets a savepoint before each statement and goes back to it after an error. */
  private static void autosave() throws SQLException {
    try (Connection connection = connect("all", System.getenv("PGPASSWORD"), "always")) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate("INSERT INTO jdbc_gear VALUES (2000, 'saved', 1)");
        equal(stateOf(connection, "SELECT * FROM no_such_table"), "42P01");
        statement.executeUpdate("INSERT INTO jdbc_gear VALUES (2001, 'saved', 1)");
      }
      connection.commit();
      equal(count(connection, "jdbc_gear"), 1002L);
    }
    System.out.println("autosave: an error between two inserts leaves both");
  }

  private static void cancel(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(1);
      equal(stateOf(statement, SLOW), "57014");
      statement.setQueryTimeout(0);
      var timer = Executors.newSingleThreadScheduledExecutor();
      timer.schedule(() -> cancelNow(statement), 500, TimeUnit.MILLISECONDS);
      equal(stateOf(statement, SLOW), "57014");
      timer.shutdown();
      try (ResultSet row = statement.executeQuery("SELECT 'still here'")) {
        check(row.next(), "a row");
        equal(row.getString(1), "still here");
      }
    }
    System.out.println("cancel: by timeout and by hand, 57014, and the session goes on");
  }

  private static void cancelNow(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException error) {
      throw new IllegalStateException(error);
    }
  }

  private static void logins() throws SQLException {
    equal(stateOfLogin("all", "wrong"), "28P01");
    equal(stateOfLogin("no_such_database", System.getenv("PGPASSWORD")), "3D000");
    System.out.println("logins: 28P01, 3D000");
  }

  private static String stateOfLogin(String database, String password) {
    try (Connection connection = connect(database, password)) {
      return "connected";
    } catch (SQLException error) {
      return error.getSQLState();
    }
  }

  private static String stateOf(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return stateOf(statement, sql);
    }
  }

  private static String stateOf(Statement statement, String sql) {
    try (ResultSet rows = statement.executeQuery(sql)) {
      return "no error";
    } catch (SQLException error) {
      return error.getSQLState();
    }
  }

  private static long count(Connection connection, String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) throw new AssertionError("expected " + what);
  }

  private static void equal(Object actual, Object expected) {
    if (actual == null ? expected != null : !actual.equals(expected)) {
      throw new AssertionError("expected " + expected + ", found " + actual);
    }
  }
}
