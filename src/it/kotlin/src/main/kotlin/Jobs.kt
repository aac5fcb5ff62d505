import io.github.cloudflarepcaps.CloudflareClient
import io.github.cloudflarepcaps.WaitOptions
import io.github.cloudflarepcaps.model.Destination
import io.github.cloudflarepcaps.model.FullPcap
import io.github.cloudflarepcaps.model.FullPcapRequest
import io.github.cloudflarepcaps.model.Pcap
import io.github.cloudflarepcaps.model.PcapFilter
import io.github.cloudflarepcaps.model.SimplePcap
import io.github.cloudflarepcaps.model.SimplePcapRequest
import io.github.cloudflarepcaps.model.UnknownPcap
import io.github.cloudflarepcaps.pcapfile.PcapReader
import io.github.cloudflarepcaps.testing.FakeCloudflare
import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration

private val soon = WaitOptions.upTo(Duration.ofMinutes(1)).withDelays(Duration.ofMillis(10), Duration.ofMillis(10))
private val bucket = Destination.s3("captures/edge", "us-east-1")

fun main() {
    val directory = Files.createTempDirectory("kotlin")
    FakeCloudflare.start().use { fake ->
        fake.client().use { client ->
            println("waiting and download: ${waitAndDownload(client, directory.resolve("edge.pcap"))} packets")
            println("one call: ${capture(client, directory.resolve("https.pcap"))} packets")
            println("bucket: ${claim(client, fake)}")
            println("full capture: ${fullCapture(client, fake, directory.resolve("full.pcap"))} packets")
            client.pcaps().list().forEach { println(describe(it)) }
        }
    }
    directory.toFile().deleteRecursively()
}

private fun waitAndDownload(client: CloudflareClient, file: Path): Long {
    val pcaps = client.pcaps()
    val created = pcaps.create(SimplePcapRequest.of(100, Duration.ofSeconds(60)))
    pcaps.await(created.id(), soon) { pcap -> println("${pcap.id()} ${pcap.status()}") }
    val saved = pcaps.downloadTo(created.id(), file)
    check(!saved.truncated())
    return saved.packets()
}

private fun capture(client: CloudflareClient, file: Path): Int {
    val https = PcapFilter.all().withProtocol(6).withDestinationPort(443)
    client.pcaps().capture(SimplePcapRequest.of(50, Duration.ofSeconds(60)).withFilter(https), file, soon)
    return PcapReader.open(file).use { reader -> reader.asSequence().count() }
}

private fun claim(client: CloudflareClient, fake: FakeCloudflare): String {
    val claimed = client.ownership().claim(bucket, { pending -> fake.challenge(pending.id()) }, soon)
    return "${claimed.id()} ${claimed.filename()} ${claimed.status()}"
}

private fun fullCapture(client: CloudflareClient, fake: FakeCloudflare, file: Path): Long {
    val request = FullPcapRequest.of("ORD", bucket, Duration.ofSeconds(1))
    return client.pcaps().capture(request, fake.bucket(), file, soon).packets()
}

private fun describe(pcap: Pcap): String = when (pcap) {
    is SimplePcap -> "simple ${pcap.packetLimit() ?: "without limit"}"
    is FullPcap -> "full ${pcap.coloName() ?: "somewhere"}"
    is UnknownPcap -> "unknown"
}
