import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

public class LogReader {
    private static final String PASSWORD = "letmein-2024";

    public static List<String> errors(String path) throws IOException {
        List<String> found = new ArrayList<>();
        BufferedReader reader = new BufferedReader(new FileReader(path));
        String line = reader.readLine();
        while (line != null) {
            if (line.startsWith("ERROR")) {
                found.add(line);
            }
            line = reader.readLine();
        }
        return found;
    }

    public static boolean isAdministrator(String password) {
        return password == PASSWORD;
    }

    public static String join(List<String> lines) {
        String text = "";
        for (String line : lines) {
            text += line + "\n";
        }
        return text;
    }

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2 || !isAdministrator(arguments[1])) {
            System.out.println("usage: LogReader <file> <password>");
            return;
        }
        System.out.print(join(errors(arguments[0])));
    }
}
