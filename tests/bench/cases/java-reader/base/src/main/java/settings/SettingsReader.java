package settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

public final class SettingsReader {
    public Map<String, String> read(Path path) throws IOException {
        Map<String, String> settings = new HashMap<>();
        for (String line : Files.readAllLines(path)) {
            int sign = line.indexOf('=');
            if (sign > 0) settings.put(line.substring(0, sign).trim(), line.substring(sign + 1).trim());
        }
        return settings;
    }
}
