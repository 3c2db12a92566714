import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

/** Prints the rows of the query in the file named by the first argument; the sixth run of it, which is read in binary. */
public final class Summary {
  public static void main(String[] args) throws Exception {
    String url = "jdbc:postgresql://" + System.getenv("PGHOST") + ":" + System.getenv("PGPORT") + "/all";
    String sql = Files.readString(Path.of(args[0]));
    try (var connection = DriverManager.getConnection(url, System.getenv("PGUSER"), System.getenv("PGPASSWORD"));
        var statement = connection.prepareStatement(sql)) {
      for (int run = 1; run < 6; run++) statement.executeQuery().close();
      var row = statement.executeQuery();
      while (row.next()) {
        System.out.println(
            row.getInt(1) + "|" + row.getInt(2) + "|" + row.getLong(3) + "|" + row.getBigDecimal(4) + "|" + row.getBigDecimal(5));
      }
    }
  }
}
